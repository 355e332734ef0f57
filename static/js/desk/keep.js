// Ctrl+S saves the draft, and a page with unsaved words asks before it goes.

export function saveKey(button) {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) button.form.requestSubmit(button);
    }
  });
}

export function keepWords(form) {
  let dirty = form.querySelector(".errorlist") !== null;
  let leaving = false;
  const editors = () => Object.values(window.CKEDITOR?.instances ?? {});
  form.addEventListener("input", () => (dirty = true));
  form.addEventListener("submit", () => (leaving = true));
  window.addEventListener("pageshow", () => (leaving = false));
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && (dirty || editors().some((editor) => editor.checkDirty()))) event.preventDefault();
  });
}
