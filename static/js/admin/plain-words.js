/**
 * Plain language in the editor's panel of checks (see pages/plain_words): a readability that knows French,
 * sentences that are too long, and medical words that the page doesn't explain.
 *
 * Wagtail reads the previewed page and tells in the event "w-preview:content"; this counts and lists.
 */

/** What a page adds by itself to an editor's words, and what isn't prose. */
const LEFT_OUT =
  'nav, svg, script, template, [hidden], .visually-hidden, .twin, .chip, .source-mark, .sources, .source, .contact, .explanation';
const PROSE = 'p, li, dt, dd, summary, figcaption';
const HEADINGS = 'h1, h2, h3, h4';
/** Where a word stands in one of these, it leads to its explanation. */
const EXPLAINS = 'a, dfn, abbr[title]';

const VOWELS = { fr: /[aeiouyàâäéèêëîïôöùûüœæ]+/g, en: /[aeiouy]+/g };
const HIATUS = /[éï](?=[aeiouâàô])/g;
/** Endings that are written and not spoken. */
const SILENT = { fr: /[^aeiouyàâäéèêëîïôöùûüœæ]es?$/, en: /[^aeiouyl]e$/ };

const segments = (language, granularity, text) => [
  ...new Intl.Segmenter(language, { granularity }).segment(text),
];
export const words = (language, text) =>
  segments(language, 'word', text)
    .filter((part) => part.isWordLike)
    .map((part) => part.segment);
export const sentences = (language, text) =>
  segments(language, 'sentence', text)
    .map((part) => part.segment.trim())
    .filter((part) => /\p{L}/u.test(part));

export const syllables = (language, word) => {
  const low = word.toLowerCase();
  const spoken = (low.match(VOWELS[language]) || []).length;
  const apart = language === 'fr' ? (low.match(HIATUS) || []).length : 0;
  return Math.max(1, spoken + apart - (SILENT[language].test(low) ? 1 : 0));
};

/** From 0 (very difficult) to 100 (very easy), or null where there is too little to read. */
export const readability = (language, passages, formulas) => {
  const parts = passages.flatMap((text) => sentences(language, text));
  const all = parts.flatMap((text) => words(language, text));
  if (all.length < 10) return null;
  const spoken = all.reduce((sum, word) => sum + syllables(language, word), 0);
  const { start, sentence, word } = formulas[language];
  const score = start - sentence * (all.length / parts.length) - word * (spoken / all.length);
  return Math.round(Math.min(100, Math.max(0, score)));
};

/** The text of an element on one line, without what is left out. */
const textOf = (element) => element.textContent.replace(/\s+/g, ' ').trim();

/** Reads the previewed page: its passages of prose, each with the heading above it. */
export const read = (html) => {
  const page = new DOMParser().parseFromString(html, 'text/html').body;
  page.querySelectorAll(LEFT_OUT).forEach((element) => element.remove());
  let heading = '';
  const passages = [];
  page.querySelectorAll(`${HEADINGS}, ${PROSE}`).forEach((element) => {
    const text = textOf(element);
    if (element.matches(HEADINGS)) heading = text;
    else if (text && !element.querySelector(PROSE)) passages.push({ heading, text });
  });
  const explained = [...page.querySelectorAll(EXPLAINS)].map(textOf);
  return { passages, explained };
};

export const longSentences = (language, passages, limit) =>
  passages.flatMap(({ heading, text }) =>
    sentences(language, text)
      .map((sentence) => ({ heading, sentence, words: words(language, sentence).length }))
      .filter((found) => found.words > limit)
  );

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const anyOf = (list) => list.map(escape).join('|');
const isAbbreviation = (form) => /^[\p{Lu}\d-]+$/u.test(form);
/** A word or its plural, whatever stands for its apostrophes and spaces. */
const pattern = (form) => {
  const parts = form.split(' ').map((part) => escape(part).replace('’', "[’']"));
  return isAbbreviation(form) ? parts.join('') : `${parts.join('[sx]?\\s+')}(?:s|x|es)?`;
};
const find = (form, before = '', after = '') =>
  new RegExp(
    `${before}(?<!\\p{L})${pattern(form)}(?!\\p{L})${after}`,
    isAbbreviation(form) ? 'u' : 'iu'
  );

/** The words that stand on the page and are explained nowhere on it, in their best known form. */
export const unexplained = (language, { passages, explained }, { terms, before, after }) => {
  const text = passages.flatMap((passage) => sentences(language, passage.text));
  const isExplained = (form) =>
    explained.some((linked) => find(form).test(linked)) ||
    text.some(
      (sentence) =>
        find(form, `(?:${anyOf(before)})\\s*(?:\\S+\\s+)?(?:[dl][’'])?`).test(sentence) ||
        find(form, '', `[^.!?]{0,12}?(?:${anyOf(after)})`).test(sentence)
    );
  return terms
    .filter((forms) => forms.some((form) => text.some((sentence) => find(form).test(sentence))))
    .filter((forms) => !forms.some(isExplained))
    .map((forms) => forms[0]);
};

const fill = (message, values) => message.replace(/%\((\w+)\)s/g, (_all, name) => values[name]);

const show = (panel, name, lines) => {
  const part = panel.querySelector(`[data-plain-words-part="${name}"]`);
  part.hidden = lines.length === 0;
  part.querySelector('ul').replaceChildren(
    ...lines.map((parts) => {
      const item = document.createElement('li');
      item.append(
        ...parts.map((text, index) => {
          const line = document.createElement(index ? 'div' : 'strong');
          line.textContent = text;
          return line;
        })
      );
      return item;
    })
  );
};

const update = (panel, settings, content) => {
  const code = content.lang.split('-')[0];
  const language = code in settings.languages ? code : 'fr';
  const page = read(content.innerHTML);
  const long = longSentences(language, page.passages, settings.longSentence);
  const terms = unexplained(language, page, settings.languages[language]);
  show(
    panel,
    'sentences',
    long.map((found) => [fill(settings.messages.sentence, found), found.sentence])
  );
  show(
    panel,
    'terms',
    terms.map((term) => [term])
  );
  const count = long.length + terms.length;
  panel.querySelector('[data-plain-words-count]').textContent = String(count);
  panel.querySelector('[data-plain-words-none]').hidden = count > 0;

  const texts = page.passages.map((passage) => passage.text);
  const score = readability(language, texts, settings.formulas);
  const shown = document.querySelector('[data-content-readability-score]');
  if (!shown || score === null) return;
  const { label } = settings.levels.find((level) => level.from === null || score >= level.from);
  // Wagtail writes its own measure, which takes French for English, right after this event.
  queueMicrotask(() => {
    shown.textContent = fill(settings.messages.score, { level: label, score });
  });
};

const panel = document.querySelector('[data-plain-words]');
if (panel) {
  const settings = JSON.parse(document.getElementById('plain-words-settings').textContent);
  document.addEventListener('w-preview:content', (event) =>
    update(panel, settings, event.detail.content)
  );
}
