/* What comes from a clipboard, made semantic before CKEditor's own filters see it: headings of our two levels,
   bold and italic by element, no foreign picture, no script address. The parsing happens in a document that loads
   nothing. The server cleans once more. Google Docs and LibreOffice are read here too: CKEditor's own reader of
   Google Docs breaks on a <span> without style. */
(() => {
  const HEADINGS = { H1: "h2", H4: "h3", H5: "h3", H6: "h3" };
  const UNWANTED = "script, style, template, picture, video, audio, svg, math, iframe, object, embed, form, title";
  const FIRST = 2; // before the reader for Word (3) and the paste filter (6), which drops styles

  CKEDITOR.plugins.add("newspaste", {
    requires: "clipboard",

    init(editor) {
      const tidy = ({ data }) => {
        if (data.dataValue?.includes("<")) data.dataValue = semantic(data.dataValue);
      };
      const fromOutside = (event) => {
        const type = event.data.dataTransfer?.getTransferType(editor);
        if (type !== CKEDITOR.DATA_TRANSFER_INTERNAL) tidy(event);
      };
      editor.on("paste", fromOutside, null, null, FIRST);
      // The reader for Word starts again from the clipboard: its answer is what counts.
      editor.on("afterPasteFromWord", tidy);
    },
  });

  // '<h1 style="…">A</h1><span style="font-weight:700">b</span>' -> '<h2 …>A</h2><span …><strong>b</strong></span>'
  function semantic(html) {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    const all = (selector, mend) => [...body.querySelectorAll(selector)].forEach(mend);
    all(UNWANTED, (element) => element.remove());
    all("img", (image) => ours(image) || image.remove());
    all("a[href]", (link) => leads(link) || link.replaceWith(...link.childNodes));
    all("h1, h4, h5, h6", (heading) => rename(heading, HEADINGS[heading.tagName]));
    all("b, strong, span, font", weigh);
    return body.innerHTML;
  }

  function ours(image) {
    return image.closest("figure[data-image]") && image.src.startsWith(`${location.origin}/`);
  }

  function leads(link) {
    return ["http:", "https:", "mailto:", "tel:"].includes(link.protocol);
  }

  function rename(element, name) {
    const other = element.ownerDocument.createElement(name);
    other.append(...element.childNodes);
    element.replaceWith(other);
  }

  /* Google Docs puts <b style="font-weight:normal"> round everything, and a weight on a <span> for bold. */
  function weigh(element) {
    const { fontWeight, fontStyle } = element.style;
    if (/^(B|STRONG)$/.test(element.tagName)) {
      if (/^(normal|[1-4]00)$/.test(fontWeight)) element.replaceWith(...element.childNodes);
      return;
    }
    const heading = element.closest("h2, h3");
    if (!heading && /^(bold|bolder|[6-9]00)$/.test(fontWeight)) wrap(element, "strong");
    if (fontStyle === "italic") wrap(element, "em");
  }

  function wrap(element, name) {
    const inner = element.ownerDocument.createElement(name);
    inner.append(...element.childNodes);
    element.append(inner);
  }
})();
