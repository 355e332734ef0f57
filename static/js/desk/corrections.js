// The words of a change are asked for only once there is one to tell of; what was typed is never hidden.

export function askForWords(change, correction) {
  const row = correction?.closest("[data-correction]");
  if (!change || !row) return;
  const show = () => (row.hidden = !change.value && !correction.value.trim());
  change.addEventListener("change", show);
  show();
}
