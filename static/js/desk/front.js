// The lists of a front. Every button sends the form, here in the background: the answer is the same page, of which the
// lists are taken over. So there is one set of rules, on the server, and without JavaScript all is as it is with it.

const form = document.getElementById("composition");
const PARTS = ["lists", "found"];

if (form) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.name === "do") {
      event.preventDefault();
      send(button.value);
    } else if (waiting) {
      event.preventDefault(); // the lists are not yet what the person has made of them
      under.then(() => form.requestSubmit(button));
    } else if (button?.name === "_compose") {
      changed = false;
    }
  });
  window.addEventListener("beforeunload", (event) => changed && event.preventDefault());
  form.addEventListener("dragstart", take);
  form.addEventListener("dragover", over);
  form.addEventListener("dragleave", (event) => listOf(event)?.classList.remove("front-over"));
  form.addEventListener("drop", drop);
  makeDraggable();
}

let changed = false;
let waiting = 0;
let under = Promise.resolve();

/** One after the other: the second button pressed finds the lists as the first has left them. */
function send(command) {
  waiting += 1;
  under = under.then(() => exchange(command)).finally(() => (waiting -= 1));
}

async function exchange(command) {
  const words = new FormData(form);
  words.set("do", command);
  try {
    const answer = await fetch(form.action, { method: "POST", body: words });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    show(new DOMParser().parseFromString(await answer.text(), "text/html"), command);
  } catch {
    say(form.dataset.failed);
  }
}

function show(page, command) {
  // Whoever has gone on to another field meanwhile is left there.
  const here = [document.body, ...PARTS.map((part) => place(form, part))].some(
    (part) => part === document.activeElement || (part !== document.body && part.contains(document.activeElement)),
  );
  for (const part of PARTS) place(form, part).replaceChildren(...place(page, part).childNodes);
  makeDraggable();
  if (command !== "search") {
    changed = true;
    if (here) form.querySelector("[autofocus]")?.focus();
  }
  say(page.querySelector("[data-said]").textContent);
}

function place(root, part) {
  return root.querySelector(`[data-part="${part}"]`);
}

/** Emptied first, so that the same words are said again when the same thing happens again. */
function say(words) {
  const said = form.querySelector("[data-said]");
  said.textContent = "";
  setTimeout(() => (said.textContent = words), 50);
}

// With a mouse a story can also be dragged; everything a drag does, a button does too.

let taken = null;

function makeDraggable() {
  for (const row of form.querySelectorAll("[data-key]")) row.draggable = true;
}

function take(event) {
  taken = event.target.closest?.("[data-key]")?.dataset.key ?? null;
  if (taken) event.dataTransfer.setData("text/plain", taken);
}

function listOf(event) {
  return event.target.closest?.(".front-place");
}

function over(event) {
  const list = listOf(event);
  if (!taken || !list) return;
  event.preventDefault();
  list.classList.add("front-over");
}

function drop(event) {
  const list = listOf(event);
  if (!taken || !list) return;
  event.preventDefault();
  list.classList.remove("front-over");
  const rows = [...list.querySelectorAll("[data-key]")].filter((row) => row.dataset.key !== taken);
  const before = rows.findIndex((row) => event.clientY < row.getBoundingClientRect().top + row.offsetHeight / 2);
  const position = before < 0 ? rows.length : before;
  send(`put:${taken}:${list.querySelector("[data-place]").dataset.place}:${position}`);
  taken = null;
}
