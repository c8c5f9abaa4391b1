// What all checks in the page share: `audit`, loaded once per visit.

window.audit = (() => {
  const step = (element) =>
    element.id
      ? `#${CSS.escape(element.id)}`
      : element.localName + [...element.classList].slice(0, 2).map((name) => `.${name}`).join("");

  /** A short selector for people: the element and two above it, or from the nearest id on. */
  const describe = (element) => {
    const steps = [];
    for (let at = element; at && at !== document.body && steps.length < 3; at = at.parentElement) {
      steps.unshift(step(at));
      if (at.id) break;
    }
    return steps.join(" > ") || element.localName;
  };

  const tidy = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const short = (text) => (tidy(text).length > 60 ? `${tidy(text).slice(0, 59)}…` : tidy(text));

  /** Whether an element takes room on the page (folded and hidden ones don't). */
  const shown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    [...element.getClientRects()].some((box) => box.width > 0 && box.height > 0);

  /** Whether an element is there for screen readers only. */
  const unseen = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.clipPath === "inset(50%)" || style.clip === "rect(0px, 0px, 0px, 0px)") return true;
      if (style.clip === "rect(1px, 1px, 1px, 1px)" || style.opacity === "0") return true;
      const box = at.getBoundingClientRect();
      if (style.position === "absolute" && (box.width <= 1 || box.height <= 1)) return true;
      if (box.right + scrollX <= 0 || box.bottom + scrollY <= 0) return true;
    }
    return false;
  };

  /** The element whose lines a piece of text stands in. */
  const blockOf = (element) => {
    let at = element;
    while (at.parentElement && /^(inline|contents|ruby)/.test(getComputedStyle(at).display)) {
      if (at.localName === "text" || getComputedStyle(at).display === "inline-block") break;
      at = at.parentElement;
    }
    return at;
  };

  /** Every piece of text that somebody can see, as [text node, its element]. */
  const texts = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!tidy(node.data) || /^(script|style|template|noscript)$/.test(element.localName)) continue;
      if (element.closest("svg") && !element.closest("text, foreignObject")) continue;
      if (shown(element)) found.push([node, element]);
    }
    return found;
  };

  const frame = () => new Promise(requestAnimationFrame);

  /** Open whatever is folded within an element; return how much that was. */
  const unfold = async (within) => {
    const folded = [...document.querySelectorAll(`${within} details:not([open])`)].filter(shown);
    for (const details of folded) {
      details.open = true;
      details.dataset.audit = "unfolded";
    }
    await frame();
    return folded.length;
  };

  /** Close it all again. */
  const fold = async () => {
    for (const details of document.querySelectorAll("[data-audit=unfolded]")) {
      details.open = false;
      delete details.dataset.audit;
    }
    await frame();
  };

  return { describe, tidy, short, shown, unseen, blockOf, texts, frame, unfold, fold };
})();
