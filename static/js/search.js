// Pages that fit while a search is typed: a combobox. Without it the form works as it is.
const PAUSE = 150; // milliseconds
const SHORTEST = 2;

const input = document.querySelector("[data-suggestions]");
const list = document.querySelector("#suggestions");
const said = list.nextElementSibling;
let active = -1;
let timer;
let asked;

const choose = (place) => {
  active = place;
  [...list.children].forEach((option, number) => {
    option.setAttribute("aria-selected", number === place);
  });
  const option = list.children[place];
  option?.scrollIntoView({ block: "nearest" });
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
};

const show = (suggestions) => {
  list.replaceChildren(
    ...suggestions.map(({ title, url, kind }, number) => {
      const option = document.createElement("li");
      const note = document.createElement("span");
      option.id = `suggestion-${number}`;
      option.setAttribute("role", "option");
      option.dataset.url = url;
      note.textContent = kind;
      option.append(title, " ", note);
      return option;
    }),
  );
  list.hidden = !suggestions.length;
  input.setAttribute("aria-expanded", !list.hidden);
  said.textContent = list.hidden ? "" : said.dataset.some.replace("{n}", suggestions.length);
  choose(-1);
};

const ask = async () => {
  asked?.abort();
  const typed = input.value.trim();
  if (typed.length < SHORTEST) return show([]);
  asked = new AbortController();
  try {
    const address = `${input.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
    const answer = await fetch(address, { signal: asked.signal, credentials: "omit" });
    if (answer.ok) show((await answer.json()).suggestions);
  } catch {
    // No answer, no suggestions.
  }
};

const close = () => {
  clearTimeout(timer);
  asked?.abort();
  show([]);
};

const open = (option) => option && location.assign(option.dataset.url);

input.setAttribute("role", "combobox");
input.setAttribute("aria-autocomplete", "list");
said.setAttribute("role", "status");
show([]);
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
});
input.addEventListener("blur", close);
input.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step > 0 && list.hidden) ask();
  else if (list.hidden) return;
  else if (step) {
    // One place more than there are options: the field itself.
    const places = list.children.length + 1;
    choose(((active + 1 + step + places) % places) - 1);
  } else if (event.key === "Escape") close();
  else if (event.key === "Enter" && active >= 0) open(list.children[active]);
  else return;
  event.preventDefault();
});
// The field keeps the focus while an option is pressed.
list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => open(event.target.closest("[role=option]")));
