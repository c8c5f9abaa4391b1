// How large what can be clicked or tapped is; what stands in a sentence is left out.

audit.targets = async (within) => {
  const { describe, short, tidy, shown, unseen, blockOf } = audit;
  const LIMIT = 44;
  const SELECTOR =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [tabindex='0']";

  /** A link among words that are no links: its block has other words on its own lines. */
  const inSentence = (element) => {
    if (!/^inline/.test(getComputedStyle(element).display)) return false;
    const block = blockOf(element.parentElement);
    let words = "";
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent.closest(SELECTOR) && blockOf(parent) === block && shown(parent) && !unseen(parent)) {
        words += node.data;
      }
    }
    return /\p{L}{2}/u.test(tidy(words));
  };

  const hits = (element, x, y) => {
    const hit = document.elementFromPoint(x, y);
    return Boolean(hit) && (element.contains(hit) || hit.closest("label")?.control === element);
  };

  /** From the middle outwards, as far as a tap still reaches the element. */
  const reach = (element) => {
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const boxes = [...element.getClientRects()].filter((box) => box.width && box.height);
    const box = boxes.sort((one, other) => other.width * other.height - one.width * one.height)[0];
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    if (!hits(element, x, y)) return [Math.round(box.width), Math.round(box.height)];
    const far = (dx, dy) => {
      let distance = 0;
      while (distance < LIMIT && hits(element, x + dx * (distance + 0.5), y + dy * (distance + 0.5))) {
        distance += 0.5;
      }
      return distance;
    };
    return [far(-1, 0) + far(1, 0), far(0, -1) + far(0, 1)];
  };

  const small = [];
  const place = scrollY;
  for (const element of document.querySelectorAll(SELECTOR)) {
    if (within && !element.closest(within)) continue;
    if (!shown(element) || unseen(element) || element.disabled) continue;
    const box = element.getBoundingClientRect();
    const fits = box.width >= LIMIT - 0.5 && box.height >= LIMIT - 0.5;
    if ((fits && !/^inline$/.test(getComputedStyle(element).display)) || inSentence(element)) continue;
    const [width, height] = reach(element);
    if (Math.min(width, height) < LIMIT - 1) {
      small.push({ width, height, text: short(element.innerText), where: describe(element) });
    }
  }
  scrollTo({ top: place, behavior: "instant" });
  await audit.frame();
  return small;
};
