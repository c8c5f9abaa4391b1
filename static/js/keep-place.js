// Switching language keeps the place: the section in view is appended to the switch's address.
// Both languages give the same section the same id. Without JavaScript the switch leads to the top.

const inView = () => {
  const line = window.innerHeight / 3;
  const passed = [...document.querySelectorAll('h2[id^="section-"]')].filter(
    (heading) => heading.getBoundingClientRect().top <= line,
  );
  return passed.at(-1)?.id ?? "";
};

for (const link of document.querySelectorAll("[data-keep-place]")) {
  const keep = () => {
    link.hash = inView();
  };
  // Before a click, a tap, a key or a new tab takes the address.
  for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, keep);
}
