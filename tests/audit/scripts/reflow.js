// Whether the page fits its window, and whether all text can be read.

audit.reflow = (() => {
  const { describe, short, texts, unseen, blockOf } = audit;

  /** How wide the page is in which window, and what sticks out. */
  const sideways = () => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return null;
    cuts.clear();
    const out = [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right + scrollX > root.clientWidth + 1)
      .filter((element) => audit.shown(element) && !element.parentElement.closest("svg"))
      .filter((element) => !cutting(element.parentElement).some(({ axes }) => axes.includes("X")));
    const innermost = out.filter((element) => !out.some((other) => other !== element && element.contains(other)));
    const words = lines().filter((line) => line.right + scrollX > root.clientWidth + 1);
    const culprits = [...innermost, ...words.map(({ element }) => element)];
    return {
      width: root.scrollWidth,
      room: root.clientWidth,
      where: [...new Set(culprits.map(describe))].slice(0, 3).join("; ") || "html",
    };
  };

  // The middle of a line: letters reach hardly further, whatever the font's own height is.
  const middle = (box) => {
    const inset = box.height * 0.22;
    return { left: box.left, right: box.right, top: box.top + inset, bottom: box.bottom - inset };
  };

  const cuts = new Map();
  /** The boxes that cut an element off, from the inside out; a scroller shows the rest on demand. */
  const cutting = (element) => {
    if (!element || element === document.documentElement) return [];
    if (cuts.has(element)) return cuts.get(element);
    const style = getComputedStyle(element);
    const found = [...cutting(element.parentElement)];
    const axes = ["X", "Y"].filter((axis) => style[`overflow${axis}`] !== "visible");
    if (axes.length && style.display !== "inline" && !element.closest("svg")) {
      const scrolls = (axis) => /auto|scroll/.test(style[`overflow${axis}`]);
      found.unshift({ element, box: element.getBoundingClientRect(), axes, scrolls });
    }
    cuts.set(element, found);
    return found;
  };

  /** Lines of text, with how far each is cut off; what a scroller hides isn't there. */
  const lines = () => {
    const found = [];
    cuts.clear();
    for (const [node, element] of texts()) {
      if (unseen(element)) continue;
      const block = blockOf(element);
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (rect.width < 2 || rect.height < 2) continue;
        const line = { ...middle(rect), node, element, block, cut: 0 };
        for (const { box, axes, scrolls } of cutting(block)) {
          if (axes.includes("X")) {
            const over = Math.max(line.right - box.right, box.left - line.left);
            if (!scrolls("X")) line.cut = Math.max(line.cut, over);
            line.left = Math.max(line.left, box.left);
            line.right = Math.min(line.right, box.right);
          }
          if (axes.includes("Y")) {
            const over = Math.max(line.bottom - box.bottom, box.top - line.top);
            if (!scrolls("Y")) line.cut = Math.max(line.cut, over);
            line.top = Math.max(line.top, box.top);
            line.bottom = Math.min(line.bottom, box.bottom);
          }
        }
        found.push(line);
      }
    }
    return found;
  };

  /** Whether an element lies over the page on purpose: it stays in view, or a reader opened it. */
  const floating = (element) => {
    const opened = element.closest("[data-audit=unfolded]");
    for (let at = element; at; at = at.parentElement) {
      const { position } = getComputedStyle(at);
      if (/fixed|sticky/.test(position) || (position === "absolute" && opened?.contains(at))) return true;
    }
    return false;
  };

  /** Text that is cut off, and text that lies on other text. */
  const texts_faults = () => {
    const all = lines();
    const clipped = all
      .filter(({ cut }) => cut > 1.5)
      .map(({ node, element, cut }) => ({ text: short(node.data), by: Math.round(cut), where: describe(element) }));
    const overlaps = [];
    const visible = all.filter((line) => line.right - line.left > 2 && line.bottom - line.top > 2);
    visible.sort((one, other) => one.top - other.top);
    for (const [index, one] of visible.entries()) {
      for (let next = index + 1; next < visible.length && visible[next].top < one.bottom - 2; next += 1) {
        const other = visible[next];
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const down = Math.min(one.bottom, other.bottom) - other.top;
        if (one.block === other.block || across <= 2 || down <= 2) continue;
        if (floating(one.block) || floating(other.block)) continue;
        overlaps.push({
          text: `${short(one.node.data)} / ${short(other.node.data)}`,
          by: Math.round(down),
          where: `${describe(one.element)} / ${describe(other.element)}`,
        });
      }
    }
    return { clipped, overlaps };
  };

  // WCAG 1.4.12. A sheet made by script isn't held up by the page's content policy.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`);

  const space = async (on) => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    if (on) document.adoptedStyleSheets.push(sheet);
    await audit.frame();
  };

  return { sideways, texts: texts_faults, space };
})();
