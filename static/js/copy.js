// A button that copies what stands in a field; without this script the field itself can be selected and copied.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  // Browsers bring the first line into view, which may leave the rest below the window.
  field.addEventListener("focus", () => field.scrollIntoView({ block: "nearest", behavior: "instant" }));
  const said = button.nextElementSibling;
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = said.dataset.done;
    } catch {
      // Not allowed here: all is selected, so that one key copies it.
      field.focus();
      field.select();
      said.textContent = said.dataset.selected;
    }
  });
}
