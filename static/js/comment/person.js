/** Name, e-mail and website of a reader who asked this browser to remember them; of nobody else. */

import { device, keep, recall } from "./store.js";

const PERSON = "commenter";
const FIELDS = ["name", "email", "website"];

export const isRemembered = (form) => Boolean(form.elements.consent?.checked);

export function rememberPerson(form) {
  if (!form.elements.consent) return; // a colleague who is logged in
  const person = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value]));
  keep(device, PERSON, isRemembered(form) ? person : null);
}

export function fillPerson(form) {
  const person = form.elements.consent && recall(device, PERSON);
  if (!person) return;
  form.elements.consent.checked = true;
  for (const name of FIELDS) form.elements[name].value ||= person[name] ?? "";
}
