/** Shows the buttons that need a script: the browser's own sharing, and the copy of the link. Without one they stay hidden. */
const status = document.querySelector("[data-copied]");

function offer(button, act) {
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => act(button.dataset));
}

async function copy({ copyLink }) {
  await navigator.clipboard.writeText(copyLink || location.href);
  status.textContent = status.dataset.copied;
}

async function share({ shareLink, title }) {
  try {
    await navigator.share({ title, url: shareLink || location.href });
  } catch (error) {
    if (error.name !== "AbortError") throw error; // somebody who changed their mind
  }
}

// Both exist on secure pages only.
if (navigator.share) offer(document.querySelector("[data-share-link]"), share);
if (navigator.clipboard) offer(document.querySelector("[data-copy-link]"), copy);
