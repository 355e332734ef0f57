/** Shows the "copy the link" button and says when the link is in the clipboard. Without script the button stays hidden. */
const button = document.querySelector("[data-copy-link]");
const status = document.querySelector("[data-copied]");

async function copy() {
  await navigator.clipboard.writeText(button.dataset.copyLink || location.href);
  status.textContent = status.dataset.copied;
}

// The clipboard exists on secure pages only.
if (button && navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", copy);
}
