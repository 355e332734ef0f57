// The dialog that finds or adds a picture, and gives it to whoever asked: openPictures((picture) => …).
// picture: {id, url, small, alt, caption, credit, width, height}

const dialog = document.getElementById("pictures");
let give = null;

export function openPictures(taker) {
  give = taker;
  search.reset();
  dialog.showModal();
  list(new FormData(search));
}

export async function findPicture(id) {
  const found = await ask(new URLSearchParams({ id }));
  return found?.[0];
}

const search = dialog?.querySelector("[data-search]");
const upload = dialog?.querySelector("[data-upload]");

if (dialog) {
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  search.addEventListener("submit", (event) => {
    event.preventDefault();
    list(new FormData(search));
  });
  upload?.addEventListener("submit", (event) => {
    event.preventDefault();
    add();
  });
}

function take(picture) {
  dialog.close();
  give?.(picture);
}

function say(words) {
  dialog.querySelector("[data-status]").textContent = words;
}

async function ask(words) {
  try {
    const answer = await fetch(`${dialog.dataset.url}?${new URLSearchParams(words)}`);
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    return (await answer.json()).pictures;
  } catch {
    say(dialog.dataset.failed);
    return null;
  }
}

async function list(words) {
  const pictures = await ask(words);
  if (!pictures) return;
  say(pictures.length ? "" : dialog.dataset.nothing);
  dialog.querySelector("[data-found]").replaceChildren(...pictures.map(item));
}

function item(picture) {
  const image = Object.assign(new Image(), { src: picture.small, alt: picture.alt, loading: "lazy" });
  const credit = Object.assign(document.createElement("span"), { textContent: picture.credit });
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.append(image, credit);
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
    const said = await answer.json();
    if (answer.status === 422) return showErrors(said.errors);
    if (!answer.ok) throw new Error(answer.status);
    upload.reset();
    upload.closest("details").open = false;
    take(said);
  } catch {
    say(dialog.dataset.failed);
  } finally {
    button.disabled = false;
  }
}

function showErrors(errors) {
  for (const place of upload.querySelectorAll("[data-error]")) {
    const words = (errors[place.dataset.error] ?? []).join(" ");
    place.textContent = words;
    place.hidden = !words;
  }
}
