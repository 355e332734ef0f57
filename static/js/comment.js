/**
 * The comment form, made kinder: it remembers a reader who asked for it, keeps words until they are accepted,
 * answers a comment in place, and puts the focus on the errors. Without script the form works the same.
 */
import { dropDraft, findDraft, forgetOldDrafts, saveDraft } from "./comment/draft.js";
import { fillPerson, isRemembered, rememberPerson } from "./comment/person.js";
import { replies } from "./comment/reply.js";
import { guardSending } from "./comment/sending.js";

const form = document.querySelector("[data-comment-form]");
const accepted = document.querySelector("[data-comment-accepted]");

function enhance(form) {
  // The story's own path: after a mistake the form stands at another address.
  const path = form.dataset.commentForm;
  const { body, parent, consent, notify } = form.elements;
  const found = form.querySelector("[data-comment-found]");
  const said = document.querySelector("[data-comment-said]");

  const save = (sent = false) => {
    const words = { text: body.value, parent: parent.value, name: form.dataset.to, notify: notify?.checked };
    saveDraft(path, { ...words, sent }, isRemembered(form));
  };
  const reply = replies(form, { say: (words) => { said.textContent = words; }, changed: () => save() });

  function offer(draft) {
    if (!draft || body.value) return;
    body.value = draft.text;
    if (notify) notify.checked ||= draft.notify;
    found.hidden = false;
    if (draft.parent && !parent.value) reply.address(draft.parent, draft.name);
  }

  function clear() {
    body.value = "";
    found.hidden = true;
    reply.address("");
    dropDraft(path);
    body.focus();
  }

  guardSending(form);
  fillPerson(form);
  forgetOldDrafts();
  offer(findDraft(path));
  form.querySelector("[data-comment-clear]").addEventListener("click", clear);
  consent?.addEventListener("change", () => { rememberPerson(form); save(); });
  form.addEventListener("input", () => save());
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return; // held back by sending.js
    rememberPerson(form);
    save(true);
  });
  document.querySelector("[data-error-summary]")?.focus();
}

if (accepted) dropDraft(accepted.dataset.commentAccepted);
if (form) enhance(form);
