// Single letters decide about comments, as long as no field has the focus and nobody has switched them off.
const OFF = "comment-keys-off";
const FIELDS = "input, textarea, select, [contenteditable]";
const help = document.querySelector("[data-comment-keys]");

let leaving = false; // a button was pressed: a second stroke must not reach the next comment

function isOn() {
  return localStorage.getItem(OFF) === null;
}

function show() {
  document.querySelectorAll(".comment-page kbd").forEach((hint) => (hint.hidden = !isOn() && !hint.closest("[data-comment-keys]")));
}

// Where it leads: a link or a button is pressed, the refusal's reasons get the focus.
function targetOf(key) {
  if (key === "r") return document.querySelector("#refuse input[type=radio]:checked, #refuse input[type=radio]");
  return document.querySelector(`[data-key~="${CSS.escape(key)}"]`);
}

function act(key) {
  if (key === "?" && help) return help.toggleAttribute("open") ? help.querySelector("summary").focus() : undefined;
  const target = targetOf(key);
  if (!target) return;
  if (target.matches("input")) {
    target.closest("fieldset").scrollIntoView({ block: "nearest" });
    return target.focus();
  }
  leaving = target.dataset.key !== "?";
  target.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.key === "Escape" && event.target.closest?.("#refuse")) return event.target.blur();
  if (!isOn() || leaving || event.target.closest?.(FIELDS)) return;
  if (!targetOf(event.key) && event.key !== "?") return;
  event.preventDefault();
  act(event.key);
});

// A second press of a button, while the first is on its way, is none.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(".comment-decide, .comment-refuse, .comment-undo")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
});

addEventListener("pageshow", () => {
  leaving = false;
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

if (help) {
  const box = help.querySelector("[data-comment-keys-on]");
  const said = help.querySelector("[data-comment-keys-said]");
  box.checked = isOn();
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    said.textContent = box.checked ? said.dataset.on : said.dataset.off;
    show();
  });
  help.hidden = false;
  show();
}

// What was typed to an author outlives a session that ended meanwhile: kept in this tab until the decision is taken.
const KEPT = "comment-message";
const refuse = document.querySelector("#refuse");
const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
const decided = kept && document.querySelector(".comment-undo") && kept.sent && kept.path !== location.pathname;

if (decided) sessionStorage.removeItem(KEPT);

if (refuse) {
  const message = refuse.querySelector("textarea");
  if (kept && !decided && kept.path === location.pathname && !message.value) {
    message.value = kept.words;
    message.closest("details").open = true;
    const reason = refuse.querySelector(`input[value="${CSS.escape(kept.reason)}"]`);
    if (reason) reason.checked = true;
  }
  const keep = (sent) => {
    const reason = refuse.querySelector("input[type=radio]:checked")?.value ?? "";
    if (!message.value) return sessionStorage.removeItem(KEPT);
    sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, words: message.value, reason, sent }));
  };
  refuse.addEventListener("input", () => keep(false));
  refuse.addEventListener("submit", () => keep(true));
}

document.querySelector("[data-error-summary]")?.focus();
