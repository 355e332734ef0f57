/* A post or a film elsewhere, as a CKEditor 4 plugin: <figure data-embed="https://…"><figcaption>title</figcaption></figure>.
   Pasted alone into an empty paragraph, such an address becomes a card whose title is then typed; among words it stays
   what it is. The patterns are those of lib/embeds.py, which has the last word. Nothing is ever fetched. */
(() => {
  const ALLOWED = "figure[!data-embed]; figcaption";
  const AFTER = 20; // the cleaning of what comes from a clipboard is over, nothing is inserted yet

  CKEDITOR.plugins.add("newsembed", {
    requires: "widget,clipboard,newsaround",

    init(editor) {
      const words = editor.config.newsEmbed;
      const patterns = words.patterns.map((pattern) => new RegExp(`^(?:${pattern})$`));

      editor.widgets.add("newsembed", {
        allowedContent: ALLOWED,
        requiredContent: "figure[data-embed]",
        editables: { title: { selector: "figcaption", allowedContent: "em strong sup br" } },
        pathName: words.button,

        upcast(element) {
          if (element.name !== "figure" || !element.attributes["data-embed"]) return false;
          if (!element.getFirst("figcaption")) element.add(new CKEDITOR.htmlParser.element("figcaption"));
          return true;
        },

        downcast(element) {
          const title = element.getFirst("figcaption");
          for (const name of ["title", "data-placeholder", "style"]) delete title?.attributes[name];
          return element;
        },

        init() {
          const { title } = this.editables;
          title?.setAttributes({ "data-placeholder": words.placeholder, title: words.title });
          title?.on("focus", () => setTimeout(() => holdCaret(title.$)));
        },
      });

      editor.on("paste", (event) => cardsIn(event, editor, known), null, null, AFTER);

      editor.addCommand("newsembed", {
        allowedContent: ALLOWED,
        requiredContent: "figure[data-embed]",
        exec() {
          const place = editor.getSelection()?.getRanges();
          const give = ({ address, title }) => insert(editor, known(address), title, place);
          document.dispatchEvent(new CustomEvent("desk:embed", { detail: { known, give } }));
        },
      });

      editor.ui.addButton("NewsEmbed", { label: words.button, command: "newsembed", toolbar: "insert", icon: "iframe" });

      // known(" https://youtu.be/dQw4w9WgXcQ ") -> the address as browsers write it; "" for any other words
      function known(text) {
        const { href } = parsed(text.trim());
        return patterns.some((pattern) => pattern.test(href)) ? href : "";
      }
    },
  });

  // A click on an empty title focuses it, and may leave the caret in the paragraph where it was.
  function holdCaret(title) {
    const caret = getSelection();
    if (document.activeElement === title && !title.contains(caret.anchorNode)) caret.collapse(title, 0);
  }

  function parsed(text) {
    try {
      return new URL(text);
    } catch {
      return { href: "" };
    }
  }

  function cardsIn(event, editor, known) {
    const body = new DOMParser().parseFromString(event.data.dataValue ?? "", "text/html").body;
    const alone = known(body.textContent);
    if (alone) {
      if (!emptyHere(editor)) return;
      event.data.type = "html";
      event.data.dataValue = figure(alone);
      editor.once("afterPaste", () => askForTitle(editor, alone), null, null, AFTER);
      return;
    }
    const paragraphs = [...body.querySelectorAll("p")].filter((each) => known(each.textContent));
    for (const each of paragraphs) each.outerHTML = figure(known(each.textContent));
    if (paragraphs.length) event.data.dataValue = body.innerHTML;
  }

  function figure(address, title = "") {
    const made = new CKEDITOR.dom.element("figure");
    made.setAttribute("data-embed", address);
    made.append(new CKEDITOR.dom.element("figcaption"));
    if (title) made.getLast().setText(title);
    return made.getOuterHtml();
  }

  // Whether the paragraph of the caret holds nothing: then what is pasted stands alone in it.
  function emptyHere(editor) {
    const range = editor.getSelection()?.getRanges()[0];
    const path = range?.startPath();
    if (path?.contains(["figcaption", "caption", "h2", "h3", "pre", "td", "th"])) return false;
    const block = path?.block ?? range?.startContainer;
    return !block?.getText?.().replace(/[\u200b\ufeff]/g, "").trim();
  }

  function insert(editor, address, title, place) {
    editor.plugins.newsaround.stepOut(editor, place);
    editor.insertHtml(figure(address, title));
    if (title) editor.plugins.newsaround.goOn(editor, cardOf(editor, address));
    else askForTitle(editor, address);
  }

  function askForTitle(editor, address) {
    cardOf(editor, address)?.editables.title?.focus();
  }

  function cardOf(editor, address) {
    const cards = Object.values(editor.widgets.instances).filter((widget) => widget.name === "newsembed");
    return cards.findLast((widget) => widget.element.getAttribute("data-embed") === address);
  }
})();
