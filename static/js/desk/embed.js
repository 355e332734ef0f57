// The dialog behind the editor's button for posts and films: an address that is known, a title that is typed.

export function embedDialog() {
  const dialog = document.getElementById("embed");
  if (!dialog) return;
  const form = dialog.querySelector("form");
  const { address, title } = form.elements;
  const error = dialog.querySelector("[data-error]");
  let asked = null;

  // The editor's plugin asks by an event: it is no module and cannot import.
  document.addEventListener("desk:embed", ({ detail }) => {
    asked = detail;
    form.reset();
    error.hidden = true;
    dialog.showModal();
    address.focus();
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const unknown = !asked.known(address.value);
    error.hidden = !unknown;
    if (unknown) {
      address.focus();
      return;
    }
    dialog.close();
    asked.give({ address: address.value, title: title.value.trim() });
  });
}
