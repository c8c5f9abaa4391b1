// Suggestions while a search is typed: a combobox whose options are pages. Without it the form works as it is.
const PAUSE = 150; // milliseconds without a key before anything is asked
const SHORTEST = 2;

const start = (input) => {
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let active = -1;
  let timer;
  let asked;

  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.label);
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  input.after(list, status);
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-autocomplete", "list"],
    ["aria-expanded", "false"],
    ["aria-controls", list.id],
  ]) {
    input.setAttribute(name, value);
  }

  const choose = (place) => {
    active = place;
    [...list.children].forEach((option, number) => {
      option.setAttribute("aria-selected", String(number === place));
    });
    if (place < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", list.children[place].id);
      list.children[place].scrollIntoView({ block: "nearest" });
    }
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
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = list.hidden ? "" : input.dataset.some.replace("{n}", suggestions.length);
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
      if (answer.ok && document.activeElement === input) show((await answer.json()).suggestions);
    } catch {
      // Without an answer there are no suggestions; the form works.
    }
  };

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    show([]);
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden && step > 0) ask();
    else if (list.hidden) return;
    else if (step) {
      // One place more than there are options: the field itself.
      const places = list.children.length + 1;
      choose(((active + 1 + step + places) % places) - 1);
    } else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) location.assign(list.children[active].dataset.url);
    else return;
    event.preventDefault();
  });
  // The field keeps the focus while an option is pressed.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
};

const field = document.querySelector("[data-suggestions]");
if (field) start(field);
