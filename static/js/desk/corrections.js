// The words of a correction are asked for only once one is chosen; what was typed is never hidden.

export function askForWords(change, correction) {
  const row = correction?.closest("[data-correction]");
  if (!change || !row) return;
  const show = () => (row.hidden = ["", "update"].includes(change.value) && !correction.value.trim());
  change.addEventListener("change", show);
  show();
}
