// A walk with the Tab key: Python presses it, this tells what became of it.

audit.walk = (() => {
  const { describe, short, shown } = audit;
  const SELECTOR =
    "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe," +
    " audio[controls], video[controls], [contenteditable], [tabindex]";
  const PARTS = [null, "::before", "::after"];
  let stops = [];
  let looks = new Map();
  let steps = [];

  /** The elements that may show where the focus is: the element itself, or a card around it. */
  const around = (element) => {
    const found = [element];
    while (found.length < 4 && found.at(-1).parentElement?.matches("body *")) found.push(found.at(-1).parentElement);
    return found;
  };

  const look = (element) =>
    PARTS.map((part) => {
      const style = getComputedStyle(element, part);
      const width = parseFloat(style.outlineWidth);
      const drawn = style.outlineStyle !== "none" && width > 0 && !/^rgba\(.*, 0\)$/.test(style.outlineColor);
      return {
        outline: drawn ? `${style.outlineStyle} ${style.outlineColor} ${width}` : "none",
        thick: style.outlineStyle === "auto" || width >= 2,
        shadow: matchMedia("(forced-colors: active)").matches ? "none" : style.boxShadow,
      };
    });

  const indicated = (element) =>
    around(element).some((one) =>
      look(one).some(({ outline, thick, shadow }, index) => {
        const before = looks.get(one)?.[index];
        const outlined = outline !== "none" && thick && outline !== before?.outline;
        return outlined || (shadow !== "none" && shadow !== before?.shadow);
      }),
    );

  const paints = (element) => {
    const style = getComputedStyle(element);
    const filled = !/^rgba\(.*, 0\)$/.test(style.backgroundColor) || style.backgroundImage !== "none";
    return filled || element.matches("img, svg, svg *, video, canvas, iframe, input, select, textarea");
  };

  /** What lies over a point of an element, null if that is nothing or lets it be seen. */
  const cover = (element, x, y) => {
    const hit = document.elementFromPoint(x, y);
    if (!hit) return document.documentElement;
    if (hit.closest("label")?.control === element) return null;
    for (let at = hit; at && at !== element && !at.contains(element); at = at.parentElement) {
      if (paints(at)) return at;
    }
    return null;
  };

  /** What is wrong with where the focused element is: outside the window, or under something. */
  const hidden = (element) => {
    const boxes = [...element.getClientRects()].filter((box) => box.width && box.height);
    const box = boxes.sort((one, other) => other.width * other.height - one.width * one.height)[0];
    if (!box) return "has no size";
    const fits = box.height <= innerHeight && box.width <= innerWidth;
    const out = box.top < -1 || box.left < -1 || box.bottom > innerHeight + 1 || box.right > innerWidth + 1;
    if (fits && out) return "lies partly outside the window";
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const [dx, dy] = [Math.min(4, (right - left) / 4), Math.min(4, (bottom - top) / 4)];
    const points = [
      [(left + right) / 2, (top + bottom) / 2],
      [left + dx, top + dy],
      [right - dx, top + dy],
      [left + dx, bottom - dy],
      [right - dx, bottom - dy],
    ];
    for (const [x, y] of points) {
      const over = cover(element, x, y);
      if (over && !element.contains(over)) return `lies under ${describe(over)}`;
    }
    return "";
  };

  const reachable = (element) =>
    element.tabIndex >= 0 &&
    !element.disabled &&
    !(element.localName === "summary" && element.parentElement.localName !== "details") &&
    shown(element);

  /** Remember what Tab has to reach, in order, and how it looks before; begin at the end, where Tab leaves the page. */
  const prepare = (within) => {
    const all = [...document.querySelectorAll(SELECTOR)].filter(reachable);
    stops = all.filter((element) => !within || element.closest(within));
    looks = new Map(stops.flatMap(around).map((element) => [element, look(element)]));
    steps = [];
    all.findLast((element) => element.tabIndex === 0)?.focus({ preventScroll: true });
    addEventListener("keyup", note, { capture: true });
    return stops.length;
  };

  /** The element that has the focus now; null outside of what was prepared. */
  const stop = () => {
    const element = document.activeElement;
    const index = stops.indexOf(element);
    const scroller = element && element !== document.body && element.tabIndex < 0;
    if (index < 0 && !scroller) return null;
    return {
      index,
      where: describe(element),
      text: short(element.innerText ?? element.textContent),
      indicated: index < 0 || indicated(element),
      hidden: index < 0 ? "" : hidden(element),
    };
  };

  // When the key is let go, the focus has moved and is in view.
  const note = ({ key }) => {
    if (key === "Tab") steps.push(stop());
  };

  /** Where each press of Tab since the last question led. */
  const taken = () => steps.splice(0);

  const missed = (indexes) =>
    stops
      .filter((element, index) => !indexes.includes(index) && shown(element))
      .map((element) => ({ where: describe(element), text: short(element.textContent) }));

  const rest = () => {
    removeEventListener("keyup", note, { capture: true });
    document.activeElement?.blur();
    scrollTo({ top: 0, behavior: "instant" });
  };

  return { prepare, taken, missed, rest };
})();
