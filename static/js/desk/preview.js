// The page readers will see, beside the form: as wide as a phone, a tablet, a computer, or as cards. It follows what is
// saved, and shows on demand what stands in the form. A new page is loaded behind the old one and then takes its place
// and its scrolling, so nothing flickers and the Back button is left alone.

const WIDE = matchMedia("(min-width: 64em)");
const KEY = "desk preview";

export function previewPane(form) {
  const pane = document.getElementById("desk-preview");
  const toggle = form.querySelector("[data-preview-toggle]");
  if (!pane || !toggle) return;
  const stage = pane.querySelector("[data-stage]");
  const status = pane.querySelector("[data-status]");
  const choices = [...pane.querySelectorAll("[name=desk-preview]")];
  let asked = 0;
  let before = shown();

  for (const plain of document.querySelectorAll("[data-preview-plain]")) plain.hidden = true;
  form.querySelector("[data-preview-shown]").hidden = false;
  toggle.addEventListener("click", () => open(pane.hidden));
  pane.querySelector("[data-close]").addEventListener("click", () => open(false));
  pane.querySelector("[data-refresh]").addEventListener("click", () => load(true));
  pane.addEventListener("change", choose);
  pane.addEventListener("keydown", (event) => event.key === "Escape" && open(false));
  document.addEventListener("keydown", shortcut);
  document.addEventListener("desk:saved", () => pane.hidden || load(!("filed" in pane.dataset)));
  WIDE.addEventListener("change", hold);
  recall();

  function open(wanted, focus = true) {
    pane.hidden = !wanted;
    toggle.setAttribute("aria-expanded", String(wanted));
    hold();
    remember();
    if (wanted) load(true);
    if (wanted && !WIDE.matches && focus) pane.querySelector("[data-close]").focus();
    if (!wanted && focus && (document.activeElement === document.body || pane.contains(document.activeElement))) toggle.focus();
  }

  // What lies under the pane on a narrow screen cannot be reached by key either.
  function hold() {
    document.getElementById("container").inert = !pane.hidden && !WIDE.matches;
  }

  function shortcut(event) {
    if ((event.ctrlKey || event.metaKey) && event.shiftKey && !event.altKey && event.key.toLowerCase() === "p") {
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) open(pane.hidden);
    }
  }

  function shown() {
    return choices.find((choice) => choice.checked).value;
  }

  function choose() {
    const now = shown();
    if ((now === "cards") !== (before === "cards")) load(true);
    before = now;
    remember();
  }

  // `standing`: what stands in the form, saved or not; else the working draft as it is filed.
  function load(standing) {
    const frame = document.createElement("iframe");
    const address = shown() === "cards" ? pane.dataset.cards : pane.dataset.page;
    frame.title = pane.dataset.frame;
    frame.name = `desk-preview-${++asked}`;
    frame.dataset.arriving = asked;
    frame.dataset.of = address;
    status.textContent = pane.dataset.busy;
    if (!standing) frame.src = address;
    stage.append(frame);
    frame.addEventListener("load", () => arrive(frame));
    if (standing) send(form, address, frame.name);
  }

  function arrive(frame) {
    if (reach(frame)?.URL === "about:blank" || !("arriving" in frame.dataset)) return;
    if (Number(frame.dataset.arriving) !== asked) return frame.remove();
    const page = reach(frame);
    if (!page?.querySelector("[data-preview]")) {
      frame.remove();
      status.textContent = pane.dataset.failed;
      return;
    }
    const old = stage.querySelector("iframe:not([data-arriving])");
    delete frame.dataset.arriving;
    if (old?.dataset.of === frame.dataset.of) frame.contentWindow.scrollTo(0, old.contentWindow.scrollY);
    old?.remove();
    status.textContent = "";
    page.addEventListener("keydown", (event) => (event.key === "Escape" ? open(false) : shortcut(event)));
    page.addEventListener("click", leave);
  }

  function remember() {
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ open: !pane.hidden, shown: shown() }));
    } catch { /* it opens as it does the first time */ }
  }

  // A save by button loads the form anew: the pane is still there afterwards. On a narrow screen it would be in the way.
  function recall() {
    const choice = choices.find((each) => each.value === kept().shown);
    if (choice) choice.checked = true;
    before = shown();
    if (kept().open && WIDE.matches) open(true, false);
  }

  function kept() {
    try {
      return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
    } catch {
      return {};
    }
  }
}

// Null where the browser shows a page of its own, because ours was refused (somebody logged out, say).
function reach(frame) {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
}

// By a form of its own: the story form would say that it is being sent.
function send(form, address, target) {
  for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) editor.updateElement();
  const copy = document.createElement("form");
  Object.assign(copy, { method: "post", action: address, target, hidden: true });
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string") continue;
    const field = document.createElement("textarea");
    Object.assign(field, { name, value });
    copy.append(field);
  }
  document.body.append(copy);
  HTMLFormElement.prototype.submit.call(copy);
  copy.remove();
}

// A link on the page opens beside the desk, not inside the pane: other pages of ours refuse to be framed.
function leave(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  window.open(link.href, "_blank", "noopener");
}
