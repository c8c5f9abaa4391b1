/**
 * Each rich text in the admin is called by its label, for those who hear the form: Wagtail's label is for
 * the hidden field beside the editor, and names nothing.
 */

const NAMELESS = '[data-draftail-editor-wrapper] [role="textbox"]:not([aria-labelledby])';

/** The label of a field or of a part of a block; a text that is a block by itself has its panel's heading. */
const titleOf = (editor) => {
  const wrapper = editor.closest('[data-draftail-editor-wrapper]');
  const field = wrapper.parentElement.querySelector(':scope > input[type="hidden"]');
  return (
    document.querySelector(`label[for="${CSS.escape(field?.id ?? '')}"]`) ??
    wrapper.closest('[data-contentpath]')?.querySelector(':scope > label') ??
    wrapper.closest('[data-panel]')?.querySelector('[data-panel-heading]')
  );
};

let given = 0;
const nameAll = () =>
  document.querySelectorAll(NAMELESS).forEach((editor) => {
    const title = titleOf(editor);
    if (!title) return;
    title.id ||= `rich-text-title-${(given += 1)}`;
    editor.setAttribute('aria-labelledby', title.id);
  });

nameAll();
// Editors come when the form starts, and with each block that is added.
new MutationObserver((changes) => {
  const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
  if (added.some((node) => node.querySelector?.(NAMELESS) || node.matches?.(NAMELESS))) nameAll();
}).observe(document.body, { subtree: true, childList: true });
