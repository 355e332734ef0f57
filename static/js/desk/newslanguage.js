/* Words of another language, as a CKEditor 4 plugin: <span lang="uk">…</span>. What is of another script is marked by
   the server (lib/foreign.py); an English sentence in a French text is marked here. */
(() => {
  const NONE = "-";

  CKEDITOR.plugins.add("newslanguage", {
    requires: "richcombo",

    init(editor) {
      const words = editor.config.newsLanguage;
      const styles = new Map(words.languages.map(([code]) => [code, styleOf(code)]));

      editor.ui.addRichCombo("NewsLanguage", {
        label: words.button,
        title: words.title,
        toolbar: "styles,30",
        allowedContent: "span[!lang]",
        panel: {
          css: [CKEDITOR.skin.getPath("editor")].concat(editor.config.contentsCss),
          multiSelect: false,
          attributes: { "aria-label": words.title },
        },

        init() {
          this.startGroup(words.title);
          for (const [code, name] of words.languages) this.add(code, name, name);
          this.add(NONE, words.none, words.none);
        },

        onClick(code) {
          editor.focus();
          editor.fire("saveSnapshot");
          unmark(editor, styles);
          if (code !== NONE) editor.applyStyle(styles.get(code));
          editor.fire("saveSnapshot");
        },

        onRender() {
          editor.on("selectionChange", ({ data }) => {
            const code = marked(data.path)?.getAttribute("lang") ?? "";
            if (code !== this.getValue()) this.setValue(code, words.languages.find(([each]) => each === code)?.[1] ?? code);
          });
        },
      });
    },
  });

  const styleOf = (code) => new CKEDITOR.style({ element: "span", attributes: { lang: code } });

  const marked = (path) => path?.contains((element) => element.is("span") && element.hasAttribute("lang"));

  // Nothing is in two languages: what was said before goes, also a language that is not in the list.
  function unmark(editor, styles) {
    for (const style of styles.values()) editor.removeStyle(style);
    const other = marked(editor.elementPath());
    if (other) editor.removeStyle(styleOf(other.getAttribute("lang")));
  }
})();
