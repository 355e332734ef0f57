/**
 * The comment form, made kinder: it remembers a reader who asked for it, keeps unsent words over a reload,
 * answers a comment in place, and puts the focus on the errors. Without script the form works the same.
 */
const PERSON = "commenter";
const FIELDS = ["name", "email", "website"];
const form = document.querySelector("[data-comment-form]");
const accepted = document.querySelector("[data-comment-accepted]");

/** A store that may be switched off (private windows): reading gives null, writing does nothing. */
function keep(store, key, value) {
  try {
    if (value) store().setItem(key, JSON.stringify(value));
    else store().removeItem(key);
  } catch { /* the reader refused storage: nothing is remembered */ }
}

function recall(store, key) {
  try {
    return JSON.parse(store().getItem(key));
  } catch {
    return null;
  }
}

const device = () => localStorage;
const tab = () => sessionStorage; // a half-written comment must not stay on a shared computer
const draftKey = (path) => `comment ${path}`;
// The story's own path: after a mistake the form stands at another address.
const path = form?.dataset.commentForm;

function rememberPerson() {
  const person = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value]));
  keep(device, PERSON, form.elements.consent.checked ? person : null);
}

function fillPerson() {
  const person = recall(device, PERSON);
  if (!person) return;
  form.elements.consent.checked = true;
  for (const name of FIELDS) form.elements[name].value ||= person[name] ?? "";
}

function saveDraft(sent) {
  const text = form.elements.body.value;
  keep(tab, draftKey(path), text ? { text, sent } : null);
}

/** Words that were sent and came back as a comment are done with; all others return to an empty box. */
function restoreDraft() {
  const draft = recall(tab, draftKey(path));
  if (draft?.sent && /^#comment-\d+$/.test(location.hash)) keep(tab, draftKey(path), null);
  else if (draft) form.elements.body.value ||= draft.text;
}

/** Says in the form which comment it answers; without an id it is an ordinary comment again. */
function address(id, name) {
  const title = form.querySelector("[data-reply-title]");
  form.elements.parent.value = id;
  title.textContent = id ? title.dataset.replyTitle.replace("{name}", () => name) : title.dataset.title;
  form.querySelector("[data-cancel-reply]").hidden = !id;
}

/** A reply that came back with an error is still a reply. */
function keepAddress() {
  const reply = document.querySelector(`[data-reply="${CSS.escape(form.elements.parent.value)}"]`);
  if (reply) address(reply.dataset.reply, reply.dataset.name);
}

function onClick(event) {
  const reply = event.target.closest("[data-reply]");
  if (!reply && !event.target.closest("[data-cancel-reply]")) return;
  event.preventDefault();
  address(reply?.dataset.reply ?? "", reply?.dataset.name);
  form.scrollIntoView();
  form.elements.body.focus({ preventScroll: true });
}

if (accepted) keep(tab, draftKey(accepted.dataset.commentAccepted), null);

if (form) {
  fillPerson();
  restoreDraft();
  keepAddress();
  form.elements.consent.addEventListener("change", rememberPerson);
  form.addEventListener("input", () => saveDraft(false));
  form.addEventListener("submit", () => { rememberPerson(); saveDraft(true); });
  document.addEventListener("click", onClick);
  document.querySelector("[data-error-summary]")?.focus();
}
