/**
 * What a screen reader will say of a picture, in words: beside the alternative text while it is typed, and
 * under a picture that was chosen for a page (see pages/image_forms.py).
 */

const settings = JSON.parse(document.getElementById('alt-text-messages')?.textContent || 'null');

const fill = (message, said) => message.replace('%(said)s', said);

/** The line under an element; it is made once and spoken when it changes. */
const lineAfter = (element) => {
  let line = element.parentElement.querySelector(':scope > [data-said]');
  if (!line) {
    line = document.createElement('p');
    line.className = 'help w-help-text';
    line.dataset.said = '';
    line.setAttribute('aria-live', 'polite');
    element.insertAdjacentElement('afterend', line);
  }
  return line;
};

const say = (element, text, decorative) => {
  const said = text.trim();
  const { nothing, missing, picture } = settings;
  lineAfter(element).textContent = decorative ? nothing : said ? fill(picture, said) : missing;
};

const updateForm = (form) => {
  const box = form.querySelector('input[name$="decorative"]');
  form
    .querySelectorAll('[data-alt-text]')
    .forEach((field) => say(field, field.value, Boolean(box?.checked)));
};

const updateChosen = (image) => {
  const title = image.parentElement.querySelector('[data-chooser-title]');
  const text = image.dataset.defaultAltText || '';
  if (title && image.getAttribute('src')) say(title, text, text === '');
};

if (settings) {
  const formOf = (event) => event.target.closest?.('form');
  const reads = (event) => event.target.matches?.('[data-alt-text], input[name$="decorative"]');
  ['input', 'change', 'focusin'].forEach((name) =>
    document.addEventListener(name, (event) => reads(event) && updateForm(formOf(event)))
  );
  const look = () => {
    document.querySelectorAll('form:has([data-alt-text])').forEach(updateForm);
    document.querySelectorAll('[data-chooser-image]').forEach(updateChosen);
  };
  look();
  // A chooser's window and a chosen picture come later.
  new MutationObserver((changes) => {
    const image = changes.find(({ attributeName }) => attributeName)?.target;
    if (image?.matches('[data-chooser-image]')) updateChosen(image);
    const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
    if (added.some((node) => node.querySelector?.('[data-alt-text], [data-chooser-image]'))) look();
  }).observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ['data-default-alt-text'],
  });
}
