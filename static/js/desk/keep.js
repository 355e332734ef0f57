// What is typed stays in this browser until the desk says that it is saved: a copy of all fields for each story and
// each account. It is offered back on the next opening. {at, basis, fields: [[name, value], …]}

const PASSED_BY = new Set(["csrfmiddlewaretoken", "basis", "overrule", "explicit", "held", "sitting"]);
const KEPT = 30 * 24 * 60 * 60 * 1000; // a story that was deleted leaves no copy for ever

export function keeper(form, line) {
  const mine = `newsroom copy ${line.dataset.person} `;
  const fresh = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  let sitting = fresh(); // names a story that has no number yet, here and for the server
  let story = line.dataset.story;
  const key = () => mine + (story || `new ${sitting}`);
  for (const old of keys("newsroom copy ")) {
    if (!(Date.parse(recall(old)?.at) > Date.now() - KEPT)) forget(old);
  }
  return {
    get sitting() { return sitting; },
    keep: () => store(key(), { at: new Date().toISOString(), basis: form.elements.basis.value, fields: fields(form) }),
    forget: () => forget(key()),
    // Of new stories that were left behind, the last one.
    recall() {
      if (story) return recall(key());
      const left = keys(`${mine}new `).map((name) => [name, recall(name)]).filter(([, copy]) => copy);
      const [name, copy] = left.sort((one, other) => (one[1].at < other[1].at ? 1 : -1))[0] ?? [];
      if (name) sitting = name.slice(`${mine}new `.length);
      return copy ?? null;
    },
    // The story has a number now.
    moveTo(pk) {
      forget(key());
      story = pk;
    },
    // What is sent by a button is forgotten once the next page says that it is saved.
    sent: () => mark({ key: key() }),
    arrived() {
      const sent = marked();
      // "Logged in" is a success too: the desk marks the messages that say that the words are filed.
      if (sent && document.querySelector(".messagelist .filed") && !document.querySelector("p.errornote")) {
        forget(sent.key);
        forget(key());
      }
    },
  };
}

export function fields(form) {
  for (const editor of editors()) if (editor.status === "ready") editor.updateElement();
  return [...new FormData(form)].filter(([name, value]) => !PASSED_BY.has(name) && typeof value === "string");
}

export const editors = () => Object.values(window.CKEDITOR?.instances ?? {});

// An editor that is still being built would show its first text over the one that is put back.
async function editorsReady(form) {
  const waited = [...form.querySelectorAll("textarea[data-type=ckeditortype]")];
  const standing = () => waited.every(({ id }) => window.CKEDITOR?.instances[id]?.status === "ready");
  for (let tries = 0; window.CKEDITOR && tries < 100 && !standing(); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

// Offers a copy that says something else than the form; whoever takes it back goes on from what they had seen.
export function offerCopy(form, copies, restored) {
  const bar = form.querySelector("[data-unsaved]");
  const copy = copies.recall();
  if (!copy || !bar) return;
  if (document.querySelector("p.errornote")) return; // the form is showing what was sent
  if (same(copy.fields, fields(form))) return void copies.forget();
  bar.querySelector("[data-unsaved-when]").textContent = new Date(copy.at).toLocaleString(document.documentElement.lang);
  bar.hidden = false;
  bar.querySelector("[data-restore]").addEventListener("click", async () => {
    await editorsReady(form);
    write(form, copy.fields);
    if (form.elements.basis.value) form.elements.basis.value = copy.basis || form.elements.basis.value;
    bar.hidden = true;
    restored();
  });
  bar.querySelector("[data-forget]").addEventListener("click", () => (copies.forget(), (bar.hidden = true)));
}

function same(kept, here) {
  const known = new Map(here);
  // A field that is not on the page any more, or says the same, is no reason to ask.
  const text = (pairs) => JSON.stringify(pairs.filter(([name]) => known.has(name)).map(([name, value]) => [name, plain(value)]).sort());
  return text(kept) === text(here);
}

// The editor writes the same text with other white space.
const plain = (value) => value.replace(/\r\n?/g, "\n").replace(/\s+/g, " ").replace(/> </g, "><").trim();

function write(form, kept) {
  const texts = new Map(kept);
  for (const editor of editors()) editor.setData(texts.get(form.elements[editor.name]?.name ?? "body") ?? "");
  const values = new Map();
  for (const [name, value] of kept) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || PASSED_BY.has(field.name) || ["submit", "button", "file"].includes(field.type)) continue;
    const wanted = values.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = wanted.includes(field.value);
    else field.value = wanted.length > 1 || namesakes(form, field) > 1 ? (wanted.shift() ?? "") : (wanted[0] ?? "");
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

const namesakes = (form, field) => [...form.elements].filter((other) => other.name === field.name).length;

// Ctrl+S saves, and a page with unsaved words asks before it goes.

export function saveKey(button, save) {
  document.addEventListener("keydown", async (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      if (!document.querySelector("dialog[open]") && !(await save())) button.form.requestSubmit(button);
    }
  });
}

// The browser's storage may be off, or full.

function store(key, copy) {
  try {
    localStorage.setItem(key, JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

function recall(key) {
  try {
    const copy = JSON.parse(localStorage.getItem(key));
    return Array.isArray(copy?.fields) ? copy : null;
  } catch {
    return null;
  }
}

function keys(start) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return [];
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch { /* nothing was kept */ }
}

const SENT = "newsroom sent";

function mark(sent) {
  try {
    sessionStorage.setItem(SENT, JSON.stringify(sent));
  } catch { /* the copy is offered once too often */ }
}

function marked() {
  try {
    const sent = JSON.parse(sessionStorage.getItem(SENT));
    sessionStorage.removeItem(SENT);
    return sent;
  } catch {
    return null;
  }
}
