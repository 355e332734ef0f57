/* A picture in the text, as a CKEditor 4 plugin: <figure data-image="12"><img …><figcaption>…</figcaption></figure>.
   The number is what counts: the server drops the <img> and prints the picture with all its renditions. */
(() => {
  const ALLOWED = "figure[!data-image]; img[!src,alt,width,height]; figcaption";
  const CAPTION = "strong em br a[!href]"; // a line break is let through: the server makes it a space

  CKEDITOR.plugins.add("newsfigure", {
    requires: "widget,newsaround",

    init(editor) {
      const words = editor.config.newsFigure;

      editor.widgets.add("newsfigure", {
        allowedContent: ALLOWED,
        requiredContent: "figure[data-image]",
        editables: { caption: { selector: "figcaption", allowedContent: CAPTION } },
        pathName: words.button,

        upcast(element) {
          if (element.name !== "figure" || !/^[1-9][0-9]{0,17}$/.test(element.attributes["data-image"] || "")) return false;
          const images = element.find("img", true);
          if (!images.length) return false;
          if (!element.getFirst("figcaption")) element.add(new CKEDITOR.htmlParser.element("figcaption"));
          return true;
        },

        downcast(element) {
          const caption = element.getFirst("figcaption");
          for (const name of ["aria-label", "data-placeholder", "style"]) delete caption?.attributes[name];
          return element;
        },

        init() {
          this.editables.caption?.setAttributes({ "data-placeholder": words.placeholder, "aria-label": words.caption });
        },
      });

      editor.addCommand("newsfigure", {
        allowedContent: ALLOWED,
        requiredContent: "figure[data-image]",
        exec() {
          const place = editor.getSelection()?.getRanges();
          document.dispatchEvent(
            new CustomEvent("desk:picture", { detail: (picture) => insert(editor, picture, place) }),
          );
        },
      });

      editor.on("contentDom", () => catchFiles(editor));

      editor.ui.addButton("NewsFigure", {
        label: words.button,
        command: "newsfigure",
        toolbar: "insert",
        icon: "image",
      });
    },
  });

  // A file that is dropped into the text or pasted: the desk's dialog asks for its words, then it comes back here.
  function catchFiles(editor) {
    const text = editor.editable().$;
    const listen = (kind, hear) => text.addEventListener(kind, hear, true); // before the editor's own clipboard
    listen("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
    listen("drop", (event) => {
      if (!offer(event, event.dataTransfer.files)) return;
      const range = CKEDITOR.plugins.clipboard.getRangeAtDropPosition({ data: { $: event } }, editor);
      hand(editor, event.dataTransfer.files, range);
    });
    listen("paste", (event) => {
      // Words come with a picture of themselves from some programs: then they are what is meant.
      const { files } = event.clipboardData;
      const words = new DOMParser().parseFromString(event.clipboardData.getData("text/html"), "text/html").body.textContent;
      if (words.trim() || event.clipboardData.getData("text/plain").trim() || !offer(event, files)) return;
      hand(editor, files, null);
    });
  }

  function offer(event, files) {
    if (!files.length) return false;
    event.preventDefault();
    event.stopImmediatePropagation();
    return true;
  }

  function hand(editor, files, range) {
    editor.focus();
    range?.select();
    const place = editor.getSelection()?.getRanges();
    const take = (picture) => insert(editor, picture, place);
    document.dispatchEvent(new CustomEvent("desk:files", { detail: { files: [...files], take } }));
  }

  function insert(editor, picture, place) {
    editor.plugins.newsaround.stepOut(editor, place);
    const figure = new CKEDITOR.dom.element("figure");
    figure.setAttribute("data-image", picture.id);
    const image = new CKEDITOR.dom.element("img");
    image.setAttributes({ src: picture.url, alt: picture.alt, width: picture.width, height: picture.height });
    figure.append(image);
    figure.append(new CKEDITOR.dom.element("figcaption"));
    const before = new Set(Object.keys(editor.widgets.instances));
    editor.insertHtml(figure.getOuterHtml());
    const added = Object.entries(editor.widgets.instances).find(([key]) => !before.has(key));
    editor.plugins.newsaround.goOn(editor, added?.[1]);
  }
})();
