// The lead picture: a thumbnail and two buttons instead of a long select, which stays underneath and is what is sent.
// A picture file may be dropped here, or pasted while one of the buttons has the focus.
import { dropZone } from "./drop.js";
import { findPicture, openPictures, receivePictures } from "./pictures.js";

export function leadPicture(select) {
  const words = document.getElementById("pictures")?.dataset;
  if (!select || !words) return;
  const image = Object.assign(new Image(), { className: "thumbnail", hidden: true });
  const choose = button(words.choose, () => openPictures(put));
  const remove = button(words.remove, () => put(null));
  const place = document.createElement("div");
  place.className = "lead-picture";
  place.append(image, choose, remove);
  select.after(place);
  select.hidden = true;
  document.querySelector(`label[for="${select.id}"]`)?.removeAttribute("for");
  dropZone(place, (files) => receivePictures(files, put));

  function put(picture) {
    if (picture && !select.querySelector(`option[value="${picture.id}"]`)) select.add(new Option(picture.label, picture.id));
    select.value = picture?.id ?? "";
    select.dispatchEvent(new Event("input", { bubbles: true }));
    show(picture);
  }

  function show(picture) {
    image.hidden = remove.hidden = !picture;
    if (picture) Object.assign(image, { src: picture.small, alt: picture.label });
  }

  show(null);
  if (select.value) findPicture(select.value).then(show);
}

function button(words, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: words });
  made.addEventListener("click", act);
  return made;
}
