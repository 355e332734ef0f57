// The story form: everything here can be missing and the form still works.
import { proposeAddress } from "./address.js";
import { writeSafely } from "./autosave.js";
import { checklist } from "./checklist.js";
import { askForWords } from "./corrections.js";
import { embedDialog } from "./embed.js";
import { countWords } from "./length.js";
import { leadPicture } from "./lead.js";
import { openPictures } from "./pictures.js";
import { proposePlaces } from "./places.js";
import { previewPane } from "./preview.js";

const form = document.getElementById("story_form");

if (form) {
  writeSafely(form);
  countWords(form);
  proposeAddress(form.elements.headline, form.elements.slug);
  leadPicture(form.elements.lead_image);
  previewPane(form);
  askForWords(form.elements.change, form.elements.correction);
  embedDialog();
  checklist(form);
  proposePlaces(form);
  // The editor's picture button asks by an event: it is no module and cannot import.
  document.addEventListener("desk:picture", (event) => openPictures(event.detail));
}
