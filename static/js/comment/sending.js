/** Once, and not into the void: a second click sends nothing, and without a connection the reader is told so. */

const PATIENCE = 8000; // then the button works again: the connection may have been stopped by hand

export function guardSending(form) {
  const button = form.querySelector("[type=submit]");
  const notice = form.querySelector("[data-comment-notice]");
  let busy = false, tried = false;

  function free() {
    busy = false;
    button.removeAttribute("aria-disabled");
  }

  form.addEventListener("submit", (event) => {
    // What the browser believes of the connection may be wrong: who insists may try.
    const hopeless = !navigator.onLine && !tried;
    if (hopeless) notice.textContent = form.dataset.offline;
    tried ||= hopeless;
    if (hopeless || busy) return event.preventDefault();
    busy = true;
    button.setAttribute("aria-disabled", "true");
    setTimeout(free, PATIENCE);
  });
  addEventListener("pageshow", free); // back from the next page, or from one that never came
  addEventListener("offline", () => { if (form.elements.body.value) notice.textContent = form.dataset.offline; });
  addEventListener("online", () => {
    if (notice.textContent) notice.textContent = form.dataset.online;
    tried = false;
  });
}
