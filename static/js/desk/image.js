// The page of one picture: its focal point, and, for a new one, the file by drop or paste.
import { dropZone, fill, guardPage, refusal } from "./drop.js";
import { drawFile, focalPoint } from "./focal.js";

const form = document.getElementById("image_form");
const box = document.querySelector("[data-focal]");
const upload = form?.querySelector("input[type=file]");

if (box && form.elements.focal_x) focalPoint(box, form.elements.focal_x, form.elements.focal_y);

if (upload) {
  const words = form.querySelector("[data-drop]");
  const invitation = words.textContent;
  words.classList.add("drop-live");
  upload.closest(".form-row").after(box);
  guardPage();
  dropZone(document.documentElement, (files) => {
    const wrong = refusal(files, upload, words.dataset);
    say(wrong);
    if (!wrong) fill(upload, files[0]);
  });
  upload.addEventListener("change", () => {
    const wrong = upload.files.length ? refusal(upload.files, upload, words.dataset) : "";
    say(wrong);
    if (wrong) upload.value = "";
    drawFile(box, upload.files[0]);
  });

  function say(wrong) {
    words.textContent = wrong || invitation;
    words.classList.toggle("errornote", Boolean(wrong));
    if (wrong) words.setAttribute("role", "alert");
  }
}
