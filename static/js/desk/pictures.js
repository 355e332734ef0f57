// The dialog that finds or adds a picture, and gives it to whoever asked: openPictures((picture) => …).
// picture: {id, url, small, alt, label, caption, credit, width, height}
import { dropZone, fill, guardPage, refusal } from "./drop.js";
import { drawFile, focalPoint } from "./focal.js";

const dialog = document.getElementById("pictures");
const search = dialog?.querySelector("[data-search]");
const upload = dialog?.querySelector("[data-upload]");
const found = dialog?.querySelector("[data-found]");
const adding = dialog?.querySelector("details");
let give = null;

export function openPictures(taker) {
  open(taker);
  if (adding) adding.open = false;
  search.reset();
  list(new FormData(search));
}

// Files that were dropped or pasted elsewhere: the dialog asks for the words, and only then is one stored.
export function receivePictures(files, taker) {
  open(taker);
  upload ? offer(files) : list(new FormData(search), words().denied);
}

export async function findPicture(id) {
  const pictures = await ask(new URLSearchParams({ id }));
  return pictures?.[0];
}

if (dialog) {
  guardPage();
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  search.addEventListener("submit", (event) => {
    event.preventDefault();
    list(new FormData(search));
  });
  dropZone(dialog, (files) => (upload ? offer(files) : say(words().denied)));
  // The editor is no module: it asks by an event.
  document.addEventListener("desk:files", ({ detail }) => receivePictures(detail.files, detail.take));
}

if (upload) {
  const { "picture-upload": file, "picture-focal_x": x, "picture-focal_y": y } = upload.elements;
  const box = upload.querySelector("[data-focal]");
  const show = focalPoint(box, x, y);
  dialog.querySelector("[data-drop]").classList.add("drop-live");
  file.addEventListener("change", () => {
    const wrong = file.files.length ? refusal(file.files, file, words()) : "";
    showErrors({ upload: wrong ? [wrong] : [] });
    if (wrong) file.value = "";
    drawFile(box, file.files[0]);
  });
  // One thing at a time: while a picture is added, the others make room.
  adding.addEventListener("toggle", () => (search.hidden = found.hidden = adding.open));
  upload.addEventListener("reset", () => {
    drawFile(box, null);
    setTimeout(show);
  });
  upload.addEventListener("submit", (event) => {
    event.preventDefault();
    add();
  });
}

function open(taker) {
  give = taker;
  if (!dialog.open) dialog.showModal();
}

function words() {
  return dialog.querySelector("[data-drop]").dataset;
}

// Fills the upload form with what came in, and asks for the words about it.
function offer(files) {
  const file = upload.elements["picture-upload"];
  const wrong = refusal(files, file, words());
  adding.open = true;
  say("");
  showErrors({ upload: wrong ? [wrong] : [] });
  if (wrong) return adding.scrollIntoView({ block: "nearest" });
  fill(file, files[0]);
  upload.elements["picture-alt"].focus();
}

function take(picture) {
  dialog.close();
  give?.(picture);
}

function say(told) {
  dialog.querySelector("[data-status]").textContent = told;
}

async function ask(query) {
  try {
    const answer = await fetch(`${dialog.dataset.url}?${new URLSearchParams(query)}`);
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    return (await answer.json()).pictures;
  } catch {
    say(dialog.dataset.failed);
    return null;
  }
}

async function list(query, told = "") {
  say(told);
  const pictures = await ask(query);
  if (!pictures) return;
  say(pictures.length ? told : dialog.dataset.nothing);
  found.replaceChildren(...pictures.map(item));
}

function item(picture) {
  const image = Object.assign(new Image(), { src: picture.small, alt: "", loading: "lazy" });
  const label = Object.assign(document.createElement("span"), { textContent: picture.label, className: "pictures-label" });
  const credit = Object.assign(document.createElement("span"), { textContent: picture.credit, className: "pictures-credit" });
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.append(image, label, credit);
  button.addEventListener("click", () => take(picture));
  const place = document.createElement("li");
  place.append(button);
  return place;
}

async function add() {
  const button = upload.querySelector("[type=submit]");
  button.disabled = true;
  showErrors({});
  try {
    const answer = await fetch(upload.action, { method: "POST", body: new FormData(upload) });
    if (answer.status === 413) return showErrors({ upload: [tooHeavy()] });
    const said = await answer.json();
    if (answer.status === 422) return showErrors(said.errors);
    if (!answer.ok) throw new Error(answer.status);
    upload.reset();
    adding.open = false;
    take(said);
  } catch {
    say(dialog.dataset.failed);
  } finally {
    button.disabled = false;
  }
}

function tooHeavy() {
  const limit = upload.elements["picture-upload"].dataset.limit;
  return words().heavy.replace("{limit}", Math.floor(limit / (1024 * 1024)));
}

// Each error beside its field; the first of them is where the person goes on.
function showErrors(errors) {
  let first = null;
  for (const place of upload.querySelectorAll("[data-error]")) {
    const name = place.dataset.error;
    place.textContent = (errors[name] ?? []).join(" ");
    place.hidden = !place.textContent;
    const field = upload.elements[`picture-${name}`];
    if (place.hidden) field.removeAttribute("aria-invalid");
    else field.setAttribute("aria-invalid", "true");
    if (!place.hidden) first ??= field;
  }
  first?.focus();
}
