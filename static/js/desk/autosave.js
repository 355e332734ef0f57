// Saves while somebody writes: two seconds after the last key, and at Ctrl+S as the button would, without leaving the
// page. What the server does not take stays in this browser (keep.js), and the line beside the buttons says so.
import { slugFor } from "./address.js";
import { editors, fields, keeper, offerCopy, saveKey } from "./keep.js";
import { softLock } from "./lock.js";

const PAUSE = 2_000; // after the last key
const LONGEST = 20_000; // of somebody who never pauses
const COPY = 500;
const AGAIN = 10_000; // after the network or the server failed; a network that just came back may need some tries
const FIRST_AGAIN = 1_000;
const PATIENCE = 20_000; // for an answer

export function writeSafely(form) {
  const line = form.querySelector("[data-autosave]");
  const doorsOf = document.getElementById("desk-doors");
  if (!line || !doorsOf) return;
  let doors = JSON.parse(doorsOf.textContent);
  const copies = keeper(form, line);
  const conflict = form.querySelector(".desk-conflict") !== null;
  let stopped = conflict ? "conflict" : ""; // why nothing is saved by itself
  let edited = form.querySelector(".errorlist") || conflict ? 1 : 0;
  let saved = 0;
  let last = ""; // what was saved last, or was there on opening
  let first = 0; // when the oldest unsaved word was typed
  let flight = null;
  let told = null; // what the server said of the words that it has: {words, problems}
  let wait = FIRST_AGAIN;
  let unsure = false; // whether a new story was begun, and its answer lost
  let leaving = false;
  const timers = {};

  const dirty = () => edited !== saved;
  const unsaved = () => dirty() && JSON.stringify(fields(form)) !== last;
  const later = (name, call, delay) => (clearTimeout(timers[name]), (timers[name] = setTimeout(call, delay)));

  function say(words, state = "") {
    // Passing states are for the eye only: nobody wants to hear them every few seconds.
    line.setAttribute("aria-live", ["writing", "saving"].includes(state) ? "off" : "polite");
    line.dataset.state = state;
    if (line.textContent !== words) line.textContent = words;
  }

  function keep(words, state) {
    const kept = copies.keep();
    say([words, state === "offline" && kept ? "" : kept ? line.dataset.kept : line.dataset.lost].filter(Boolean).join(" "), state);
  }

  function changed() {
    edited += 1;
    first ||= Date.now();
    later("copy", copies.keep, COPY);
    if (stopped || leaving) return;
    if (!flight) say(line.dataset.writing, "writing");
    later("save", () => save(), Math.max(0, Math.min(PAUSE, first + LONGEST - Date.now())));
  }

  async function save(explicit = false) {
    clearTimeout(timers.save);
    while (flight) await flight;
    flight = attempt(explicit);
    const done = await flight;
    flight = null;
    return done;
  }

  // Whether the words are where they should be; false: the button should try.
  async function attempt(explicit, renewed = false) {
    if (stopped && !explicit) return true;
    const sent = edited;
    const text = JSON.stringify(fields(form));
    if (!explicit && text === last) return settle(sent);
    if (!explicit && !doors.page && !form.elements.headline.value.trim()) return true;
    if (!navigator.onLine) return offline();
    if (!renewed) say(line.dataset.saving, "saving");
    const answer = await post(explicit);
    if (!answer) return offline();
    if (answer.status === 200) return took(await answer.json(), sent, text);
    if (answer.status === 403 && !renewed && (await renewal(answer))) return attempt(explicit, true);
    return refused(answer, explicit);
  }

  async function post(explicit) {
    const data = new FormData(form);
    if (explicit) data.set("explicit", "1");
    if (lock.held) data.set("held", "1");
    data.set("sitting", copies.sitting);
    try {
      return await fetch(doors.save, { method: "POST", body: data, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    } catch {
      return null;
    }
  }

  function took(answer, sent, text) {
    unsure = false;
    stopped = "";
    form.elements.basis.value = answer.basis;
    if (!doors.page) settleDown(answer.doors);
    last = text;
    wait = FIRST_AGAIN;
    told = { words: answer.words, problems: answer.problems.map((problem) => `${problem.label} — ${problem.words}`) };
    settle(sent);
    for (const editor of editors()) if (!dirty()) editor.resetDirty();
    tellState(answer.state);
    if (dirty()) later("save", () => save(), PAUSE);
    form.dispatchEvent(new CustomEvent("desk:saved", { bubbles: true, detail: answer }));
    return true;
  }

  // Typed and taken back, or typed while the answer was on its way: what was said of these words holds again.
  function settle(sent) {
    saved = sent;
    first = 0;
    if (told?.problems.length) keep(`${told.words}. ${line.dataset.problems} ${told.problems.join(" ")}`, "problem");
    else if (!dirty()) {
      clearTimeout(timers.copy);
      copies.forget();
      say(told?.words ?? "", told ? "saved" : "");
    }
    return true;
  }

  // A new story has an address now: the page goes on as that story's.
  function settleDown(found) {
    doors = found;
    copies.moveTo(doors.key);
    line.dataset.story = doors.key;
    history.replaceState(null, "", doors.page);
    lock.beat();
  }

  function tellState({ words, remarks }) {
    const place = form.querySelector("[data-state-words]");
    if (place) place.textContent = words.charAt(0).toUpperCase() + words.slice(1);
    form.querySelector("[data-state-remarks]")?.replaceChildren(
      ...remarks.map((remark) => Object.assign(document.createElement("p"), { textContent: remark })),
    );
  }

  function offline() {
    unsure = !doors.page;
    keep(line.dataset.offline, "offline");
    later("save", () => save(), wait);
    wait = Math.min(2 * wait, AGAIN);
    return true;
  }

  async function refused(answer, explicit) {
    const words = (await answer.json().catch(() => ({}))).words ?? line.dataset.broken;
    if (answer.type === "opaqueredirect" || answer.status === 401) return stop("ended", line.dataset.ended);
    if (explicit && [404, 409, 422].includes(answer.status)) return (copies.keep(), false);
    if ([403, 404, 409].includes(answer.status)) return stop(String(answer.status), words);
    if (answer.status === 423) return (lock.beat(), stop("locked", words));
    keep(words, "refused");
    if (answer.status >= 500) later("save", () => save(), AGAIN);
    return true;
  }

  function stop(why, words) {
    stopped = why;
    keep(words, "stopped");
    return true;
  }

  // Logged in again in another tab, the browser has a new token: the one of this page is out of date.
  async function renewal(answer) {
    const { renew } = await answer.clone().json().catch(() => ({}));
    return renew === true && renew_();
  }

  async function renew_() {
    try {
      const answer = await fetch(doors.save, { redirect: "manual" });
      const { csrf } = await answer.json();
      for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = csrf;
      return Boolean(csrf);
    } catch {
      return false;
    }
  }

  async function comeBack() {
    if (stopped !== "ended" || !(await renew_())) return;
    stopped = "";
    save();
  }

  const lock = softLock(form, () => doors, (held) => {
    if (!held || stopped !== "locked") return;
    stopped = "";
    if (dirty()) save();
    else say("", "");
  });

  function opened() {
    if (edited === 0) last = JSON.stringify(fields(form));
  }

  function watch(editor) {
    editor.on("change", changed);
    if (editor.status === "ready") opened();
    else editor.on("instanceReady", opened);
  }

  form.addEventListener("input", changed);
  // A field that was typed in says so again when it is left.
  form.addEventListener("change", () => JSON.stringify(fields(form)) !== last && changed());
  editors().forEach(watch);
  window.CKEDITOR?.on("instanceCreated", ({ editor }) => watch(editor));
  opened();
  if (!line.dataset.known) followHeadline(form.elements);
  copies.arrived();
  offerCopy(form, copies, () => (changed(), save()));
  saveKey(form.querySelector("[data-save-draft]"), () => save(true));
  window.addEventListener("online", () => ((wait = FIRST_AGAIN), dirty() && save()));
  window.addEventListener("offline", () => dirty() && keep(line.dataset.offline, "offline"));
  window.addEventListener("focus", comeBack);

  // A button: what is under way arrives first, and a new story is not begun twice.
  form.addEventListener("submit", async (event) => {
    copies.keep();
    if (!navigator.onLine) {
      event.preventDefault();
      offline();
      return;
    }
    if (flight || (unsure && !doors.page)) {
      event.preventDefault();
      if (flight) await flight;
      else await save();
      if (!unsure || doors.page) form.requestSubmit(event.submitter);
      return;
    }
    copies.sent();
    leaving = true; // the button takes the words along: by themselves they would begin a new story twice
    clearTimeout(timers.save);
    later("stayed", () => (leaving = false), PATIENCE);
  });
  document.getElementById("take_over")?.addEventListener("submit", () => {
    if (dirty()) copies.keep();
    leaving = true;
  });
  window.addEventListener("pageshow", () => (leaving = false));
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && unsaved()) event.preventDefault();
  });
}

// Saved while it was typed, a headline gave its first half to the address: until readers know it, the address follows.
function followHeadline({ headline, slug }) {
  if (!slug.value || slug.value.replace(/-\d+$/, "") !== slugFor(headline.value)) return;
  const made = slug.value;
  headline.addEventListener("input", () => slug.value === made && (slug.value = ""), { once: true });
}
