// The regions that the text names, offered above the list of regions. Without this script the checklist tells of them.

export function proposePlaces(form) {
  const list = document.getElementById("id_regions");
  if (!list) return;
  const place = Object.assign(document.createElement("div"), { className: "desk-places" });
  place.setAttribute("aria-live", "polite");
  list.before(place);
  let running = null;
  let again = false;
  document.addEventListener("desk:saved", look);
  list.addEventListener("change", look);
  form.elements.primary_region?.addEventListener("change", look);
  form.elements.no_region?.addEventListener("change", look);
  place.addEventListener("click", add);
  look();

  // One question at a time; what happens meanwhile is asked about afterwards.
  async function look() {
    again = true;
    running ??= ask().finally(() => (running = null));
    await running;
  }

  async function ask() {
    while (again) {
      again = false;
      show(await answer());
    }
  }

  async function answer() {
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) if (editor.status === "ready") editor.updateElement();
    const data = new FormData();
    const names = ["csrfmiddlewaretoken", "kicker", "headline", "standfirst", "body", "regions", "primary_region", "no_region"];
    for (const [name, value] of new FormData(form)) if (names.includes(name)) data.append(name, value);
    try {
      const answer = await fetch(address(), { method: "POST", body: data, redirect: "error" });
      return answer.ok ? await answer.text() : "";
    } catch {
      return "";
    }
  }

  function show(html) {
    // What is the same is not read out again.
    if (html.trim() === place.innerHTML.trim()) return;
    const inside = place.contains(document.activeElement);
    place.innerHTML = html.trim();
    if (inside) (place.querySelector("button") ?? list.querySelector("input:checked"))?.focus();
  }

  // Ticked as a hand would; the first region of a story is also the one it is filed under.
  function add(event) {
    const key = event.target.closest("[data-place]")?.dataset.place;
    const box = key && list.querySelector(`input[value="${key}"]`);
    if (!box) return;
    const first = !list.querySelector("input:checked");
    box.checked = true;
    const primary = form.elements.primary_region;
    if (first && primary && !primary.value) {
      primary.value = key;
      primary.dispatchEvent(new Event("input", { bubbles: true }));
    }
    box.dispatchEvent(new Event("input", { bubbles: true }));
    look();
  }
}

// '/admin/articles/story/12/change/', '/admin/articles/story/add/' -> '/admin/articles/story/places/'.
function address() {
  return location.pathname.replace(/(\d+\/change|add)\/$/, "places/");
}
