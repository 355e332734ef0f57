// A session may end while somebody writes: what was sent stays in this tab until the desk says that it is saved.

const FIELDS = ["kicker", "headline", "standfirst", "body"];

export function offerUnsaved(form) {
  const key = `unsaved ${location.pathname}`;
  const bar = form.querySelector("[data-unsaved]");
  const saved = document.querySelector(".messagelist .success");
  const kept = recall(key);
  const here = read(form);
  if (saved) {
    // The page of a new story leads to the page of that story.
    forget(key);
    forget(`unsaved ${location.pathname.replace(/\d+\/change\/$/, "add/")}`);
  } else if (kept && !document.querySelector("p.errornote") && FIELDS.some((name) => kept[name] && kept[name] !== here[name])) {
    bar.hidden = false;
    bar.querySelector("[data-restore]").addEventListener("click", () => (write(form, kept), (bar.hidden = true)));
    bar.querySelector("[data-forget]").addEventListener("click", () => (forget(key), (bar.hidden = true)));
  }
  form.addEventListener("submit", () => {
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) editor.updateElement();
    try {
      sessionStorage.setItem(key, JSON.stringify(read(form)));
    } catch { /* storage is off or full: the words are still on their way */ }
  });
}

function read(form) {
  return Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value]));
}

function write(form, kept) {
  for (const name of FIELDS) form.elements[name].value = kept[name];
  window.CKEDITOR?.instances.id_body?.setData(kept.body);
}

function recall(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function forget(key) {
  try {
    sessionStorage.removeItem(key);
  } catch { /* nothing was kept */ }
}

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
