// The length of the text, as lib/reading.py counts it, while somebody writes.

const WORD = /[\p{L}\p{N}_]+(?:[-’'.,][\p{L}\p{N}_]+)*/gu;

export function countWords(form) {
  const place = form.querySelector("[data-length]");
  if (!place) return;
  const paces = JSON.parse(place.dataset.length);
  let timer;

  function show() {
    const editor = window.CKEDITOR?.instances.id_body;
    const html = editor ? editor.getData() : form.elements.body.value;
    const words = wordsOf(html);
    const minutes = Math.max(1, Math.round(words / (paces[form.elements.language.value] ?? paces.fr)));
    const sentence = words ? place.dataset.words : place.dataset.none;
    place.textContent = sentence.replace("%(words)s", words).replace("%(minutes)s", minutes);
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(show, 500);
  }

  form.addEventListener("input", later);
  window.CKEDITOR?.on("instanceReady", ({ editor }) => {
    editor.on("change", later);
    show();
  });
}

// wordsOf("<p>L’armée a tiré.</p>") -> 3
function wordsOf(html) {
  const text = new DOMParser().parseFromString(html.replace(/<\/(p|h2|h3|li|td|th|figcaption)>/g, " $&"), "text/html");
  return (text.body.textContent.match(WORD) ?? []).length;
}
