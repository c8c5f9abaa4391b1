// Headings, links, pictures and languages, as the page has them; Python judges.
// Names are computed by axe, which has to be there.

audit.structure = () => {
  const { describe, tidy } = audit;
  axe.setup(document);
  const name = (element) => tidy(axe.commons.text.accessibleText(element));

  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6, [role=heading]")]
    .filter((heading) => heading.checkVisibility({ visibilityProperty: true }))
    .map((heading) => ({
      level: Number(heading.ariaLevel ?? heading.localName.slice(1)),
      text: tidy(heading.textContent),
      where: describe(heading),
    }));

  const links = [...document.querySelectorAll("a[href], area[href]")]
    .filter((link) => link.checkVisibility({ visibilityProperty: true }))
    .filter((link) => !link.closest("[aria-hidden=true]"))
    .map((link) => ({
      name: name(link),
      target: link.href.baseVal ? new URL(link.href.baseVal, document.baseURI).href : link.href,
      where: describe(link),
    }));

  const pictures = [...document.querySelectorAll("img, svg, canvas, object, video")]
    .filter((picture) => !picture.closest("[aria-hidden=true]") && !picture.parentElement.closest("svg"))
    .filter((picture) => picture.checkVisibility())
    .filter((picture) => !(picture.localName === "img" && picture.getAttribute("alt") === ""))
    .map((picture) => ({
      name: name(picture),
      role: picture.getAttribute("role") ?? "",
      kind: picture.localName,
      where: describe(picture),
    }));

  axe.teardown();
  return { headings, links, pictures };
};

audit.languages = () => {
  const { describe, tidy, blockOf } = audit;
  const names = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
  const known = (code) => {
    try {
      return Boolean(names.of(code.split("-")[0]) && Intl.getCanonicalLocales(code).length);
    } catch {
      return false;
    }
  };
  const attributes = [...document.querySelectorAll("[lang], [hreflang]")].flatMap((element) =>
    ["lang", "hreflang"]
      .filter((attribute) => element.hasAttribute(attribute))
      .map((attribute) => ({ attribute, code: element.getAttribute(attribute), where: describe(element) }))
      .filter(({ attribute, code }) => !known(code) && !(attribute === "hreflang" && code === "x-default")),
  );

  // Text of one block in one language, and each attribute that is read out.
  const parts = new Map();
  for (const [node, element] of audit.texts()) {
    const block = blockOf(element);
    const lang = element.closest("[lang]")?.lang ?? "";
    const parts_of = parts.get(block) ?? parts.set(block, new Map()).get(block);
    parts_of.set(lang, `${parts_of.get(lang) ?? ""} ${node.data}`);
  }
  const spoken = [...document.querySelectorAll("[alt], [aria-label], [title], [placeholder]")].flatMap(
    (element) =>
      ["alt", "aria-label", "title", "placeholder"]
        .filter((attribute) => element.getAttribute(attribute))
        .map((attribute) => ({
          lang: element.closest("[lang]")?.lang ?? "",
          text: tidy(element.getAttribute(attribute)),
          where: `${describe(element)} [${attribute}]`,
        })),
  );
  const written = [...parts].flatMap(([block, texts]) =>
    [...texts].map(([lang, text]) => ({ lang, text: tidy(text), where: describe(block) })),
  );
  return { root: document.documentElement.lang, invalid: attributes, texts: [...written, ...spoken] };
};
