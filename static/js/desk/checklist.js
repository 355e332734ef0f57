// The checklist follows the text: after each saving, and when somebody asks. The server reads the form as it stands.

export function checklist(form) {
  const place = form.querySelector("[data-findings]");
  const button = form.querySelector("[data-check]");
  if (!place) return;
  let running = null;
  let again = false;
  button.hidden = false;
  button.addEventListener("click", check);
  document.addEventListener("desk:saved", check);
  place.addEventListener("click", lead);

  // One question at a time; what happens meanwhile is asked about afterwards.
  async function check() {
    again = true;
    running ??= ask().finally(() => (running = null));
    await running;
  }

  async function ask() {
    button.setAttribute("aria-disabled", "true");
    while (again) {
      again = false;
      show(await answer());
    }
    button.removeAttribute("aria-disabled");
  }

  async function answer() {
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) editor.updateElement();
    try {
      const answer = await fetch(address(), { method: "POST", body: new FormData(form) });
      return answer.ok && !answer.redirected ? await answer.text() : null;
    } catch {
      return null;
    }
  }

  function show(html) {
    const news = document.createElement("template");
    news.innerHTML = html ?? "";
    if (html === null) news.content.append(paragraph(place.dataset.failed));
    // What is the same is not read out again.
    if (news.innerHTML.trim() === place.innerHTML.trim()) return;
    const inside = place.contains(document.activeElement);
    place.replaceChildren(news.content);
    if (inside) button.focus();
  }
}

// '/admin/articles/story/12/change/' -> '/admin/articles/story/12/checklist/'; a story gets its number while it is written.
function address() {
  return location.pathname.replace(/(change\/)?$/, "checklist/");
}

function paragraph(words) {
  return Object.assign(document.createElement("p"), { textContent: words });
}

// A finding leads to its field, also where a script has put something else in the field's place.
function lead(event) {
  const name = event.target.closest("a[data-field]")?.dataset.field;
  const field = name && document.getElementById(`id_${name}`);
  if (!field) return;
  event.preventDefault();
  const editor = window.CKEDITOR?.instances[field.id];
  const row = field.closest(".form-row") ?? field;
  const there = field.hidden || field.matches("div, fieldset") ? row.querySelector("button:not([hidden]), input") : field;
  (editor?.container.$ ?? row).scrollIntoView({ block: "center" });
  (editor ?? there)?.focus();
}
