// The story form: everything here can be missing and the form still works.
import { proposeAddress } from "./address.js";
import { leadPicture } from "./lead.js";
import { keepWords, offerUnsaved, saveKey } from "./keep.js";
import { openPictures } from "./pictures.js";

const form = document.getElementById("story_form");

if (form) {
  saveKey(form.querySelector("[data-save-draft]"));
  keepWords(form);
  offerUnsaved(form);
  proposeAddress(form.elements.headline, form.elements.slug);
  leadPicture(form.elements.lead_image);
  // The editor's picture button asks by an event: it is no module and cannot import.
  document.addEventListener("desk:picture", (event) => openPictures(event.detail));
}
