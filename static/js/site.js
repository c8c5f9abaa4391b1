// What JavaScript adds. Without it everything still works; the switch of language leads to the top of a page.

// Switching language keeps the place: the section in view is appended to the switch's address.
// Both languages give the same section the same id.
const inView = () => {
  const line = window.innerHeight / 3;
  const passed = [...document.querySelectorAll('h2[id^="section-"]')].filter(
    (heading) => heading.getBoundingClientRect().top <= line,
  );
  return passed.at(-1)?.id ?? "";
};

// The header scrolls away: who comes back up to the switch left the section that was last in view.
const header = document.querySelector(".site-header");
let place = "";
addEventListener(
  "scroll",
  () => {
    if (header?.getBoundingClientRect().bottom < 0) place = inView() || place;
  },
  { passive: true },
);

for (const link of document.querySelectorAll("[data-keep-place]")) {
  const keep = () => {
    link.hash = inView() || place;
  };
  // Before a click, a tap, a key or a new tab takes the address.
  for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, keep);
}

// A link to something folded away opens what hides it. Most browsers do so by themselves.
const open = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target?.closest("details:not([open])");
  if (folded) {
    folded.open = true;
    target.scrollIntoView();
  }
};

// An address to copy is selected whole.
for (const field of document.querySelectorAll("input[data-select]")) {
  field.addEventListener("focus", () => field.select());
}

addEventListener("hashchange", open);
open();

// "On this page" is folded on a telephone; where there is room the style sheet shows it, and it counts as open.
const contents = document.querySelector("details.contents");
if (contents && matchMedia("(width >= 1080px)").matches) {
  contents.open = true;
  contents.addEventListener("toggle", () => contents.classList.toggle("closed", !contents.open));
}
