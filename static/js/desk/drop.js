// Picture files from outside: dropped on a place or pasted into it. Words: the data attributes of drop.html.

const PICTURE = /\.(jpe?g|png|webp|avif|gif)$/i;

// A transfer of the clipboard or of a drag -> the files in it; [] when it is words (Word adds a picture of them).
function filesOf(transfer) {
  const files = [...(transfer?.files ?? [])];
  if (!files.length) return files;
  const html = new DOMParser().parseFromString(transfer.getData("text/html"), "text/html").body.textContent.trim();
  return html || transfer.getData("text/plain").trim() ? [] : files;
}

// [File] -> "" when it is one picture of a size the site takes, else why not, in words.
export function refusal(files, input, words) {
  const [file] = files;
  const accepted = input.accept.split(",");
  if (files.length > 1) return words.several;
  if (!(file.type ? accepted.includes(file.type) : PICTURE.test(file.name))) return words.other;
  const limit = Number(input.dataset.limit);
  return file.size > limit ? words.heavy.replace("{limit}", Math.floor(limit / (1024 * 1024))) : "";
}

// A file as if it had been chosen in this input.
export function fill(input, file) {
  const holder = new DataTransfer();
  holder.items.add(file);
  input.files = holder.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

// take(files) is called for what is dropped on this place, or pasted while the focus is inside it.
export function dropZone(place, take) {
  place.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    place.classList.add("drop-here");
  });
  for (const end of ["dragleave", "drop", "dragend"]) place.addEventListener(end, () => place.classList.remove("drop-here"));
  place.addEventListener("drop", (event) => receive(event, event.dataTransfer, take));
  place.addEventListener("paste", (event) => receive(event, event.clipboardData, take));
}

function receive(event, transfer, take) {
  if (event.defaultPrevented) return;
  const files = filesOf(transfer);
  if (!files.length) return;
  event.preventDefault();
  take(files);
}

// A file that misses its place would replace the page, and every word that is not saved.
export function guardPage() {
  for (const kind of ["dragover", "drop"]) {
    window.addEventListener(kind, (event) => {
      const wanted = event.target instanceof Element && event.target.closest("input[type=file]");
      if (event.dataTransfer?.types.includes("Files") && !wanted && !event.defaultPrevented) {
        event.preventDefault();
        event.dataTransfer.dropEffect = "none";
      }
    });
  }
}
