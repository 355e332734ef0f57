/** Answering in place: the form comes to the comment answered, says whom it answers, and goes home when cancelled. */

const linkTo = (id) => id && document.querySelector(`[data-reply="${CSS.escape(id)}"]`);

export function replies(form, { say, changed }) {
  const parent = form.elements.parent;
  const title = form.querySelector("[data-reply-title]");
  const cancelLine = form.querySelector("[data-cancel-reply]");
  const home = document.createComment("the form's place");
  form.before(home);

  /** Says in the form whom it answers; without an id it is an ordinary comment again. */
  function address(id, name = "") {
    parent.value = id;
    form.dataset.to = id ? name : "";
    title.textContent = id ? title.dataset.replyTitle.replace("{name}", () => name) : title.dataset.title;
    cancelLine.hidden = !id;
  }

  function answer(link) {
    address(link.dataset.reply, link.dataset.name);
    document.getElementById(`comment-${link.dataset.reply}`)?.after(form);
    form.scrollIntoView({ block: "nearest" });
    form.elements.body.focus({ preventScroll: true });
    if (form.elements.body.getBoundingClientRect().bottom > innerHeight) form.elements.body.scrollIntoView({ block: "center" });
    say(form.dataset.replying.replace("{name}", () => link.dataset.name));
    changed();
  }

  function cancel() {
    const back = linkTo(parent.value);
    address("");
    home.after(form);
    (back ?? form.elements.body).focus();
    say(form.dataset.cancelled);
    changed();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-reply]");
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // into a tab of its own: the link does that
    if (!link && !event.target.closest("[data-cancel-reply]")) return;
    event.preventDefault();
    if (link) answer(link);
    else cancel();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && parent.value) cancel();
  });
  // A reply that came back with an error is still a reply.
  const standing = linkTo(parent.value);
  if (standing) address(standing.dataset.reply, standing.dataset.name);
  return { address };
}
