/* Room for words round the pictures and cards of a text, as a CKEditor 4 plugin. A paragraph stands before an object
   that begins the text and after one that ends it (left empty, it is not part of the text), every caption has ways out
   by the keyboard, and what is typed on a selected object goes under it. A caption is one line: a break is a space. */
(() => {
  const READ = 20; // what comes from a clipboard has been read, nothing is inserted yet
  const EMPTY = "(?:<p>(?:&nbsp;|\\u00a0)?</p>\\s*)+";
  const OBJECT = "(?:figure|table)";
  const ROOM_BEFORE = new RegExp(`^\\s*${EMPTY}(?=<${OBJECT}[ >])`);
  const ROOM_AFTER = new RegExp(`(?<=</${OBJECT}>\\s*)${EMPTY}$`);
  const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, li, ul, ol, dt, dd, blockquote, pre, tr, td, th, table, figure, figcaption";

  CKEDITOR.plugins.add("newsaround", {
    requires: "widget,clipboard",

    init(editor) {
      for (const moment of ["instanceReady", "dataReady", "afterInsertHtml", "change"]) {
        editor.on(moment, () => makeRoom(editor), null, null, READ);
      }
      editor.on("getData", ({ data }) => {
        data.dataValue = data.dataValue.replace(ROOM_BEFORE, "").replace(ROOM_AFTER, "");
      });
      editor.on("contentDom", () => listen(editor));
      editor.on("paste", ({ data }) => {
        if (captionHere()) data.dataValue = oneLine(data.dataValue ?? "");
      }, null, null, READ);
    },

    // A picture or a card stands between paragraphs: it never cuts the one that is being written.
    stepOut,

    // What has just been inserted is behind the caret: writing goes on under it.
    goOn: (editor, widget) => widget && go(editor, under(widget, true), true),
  });

  // place: where the caret was before a dialog took it
  function stepOut(editor, place) {
    editor.focus();
    if (place?.length) editor.getSelection().selectRanges(place);
    const range = editor.getSelection().getRanges()[0];
    const block = range?.startPath().block;
    if (!block?.is("p", "h2", "h3") || !block.getText().trim()) return;
    range.moveToPosition(block, CKEDITOR.POSITION_AFTER_END);
    range.select();
  }

  function makeRoom(editor) {
    const text = editor.editable();
    if (!text || editor.readOnly) return;
    const [first, last] = [text.getFirst(shown), text.getLast(shown)];
    const before = isObject(first);
    const after = isObject(last);
    if (!before && !after) return;
    editor.fire("lockSnapshot"); // no step of its own to undo
    if (before) placed("insertBefore", first);
    if (after) placed("insertAfter", last);
    editor.fire("unlockSnapshot");
  }

  // The editor keeps helpers of its own among the blocks.
  function shown(node) {
    if (node.type !== CKEDITOR.NODE_ELEMENT) return node.type === CKEDITOR.NODE_TEXT && node.getText().trim() !== "";
    return !["data-cke-hidden-sel", "data-cke-temp", "data-cke-bookmark"].some((name) => node.hasAttribute(name));
  }

  function isObject(node) {
    return node?.type === CKEDITOR.NODE_ELEMENT && (CKEDITOR.plugins.widget.isDomWidgetWrapper(node) || node.is("table"));
  }

  function placed(where, block) {
    const made = new CKEDITOR.dom.element("p");
    made.appendBogus(true);
    made[where](block);
    return made;
  }

  // The block beside an object that takes words; fresh: one that holds none yet.
  const under = ({ wrapper }, fresh) => fitting(wrapper.getNext(shown), fresh) ?? placed("insertAfter", wrapper);
  const above = ({ wrapper }, fresh) => fitting(wrapper.getPrevious(shown), fresh) ?? placed("insertBefore", wrapper);

  function fitting(block, fresh) {
    if (block?.type !== CKEDITOR.NODE_ELEMENT || isObject(block) || block.is("hr")) return null;
    return !fresh || (block.is("p") && !block.getText().replace(/[\s\u200b\ufeff]/g, "")) ? block : null;
  }

  function go(editor, block, toStart) {
    const range = editor.createRange();
    editor.focus();
    range.moveToElementEditablePosition(block, !toStart);
    range.select();
    editor.getSelection().scrollIntoView();
    editor.fire("saveSnapshot");
  }

  function listen(editor) {
    const text = editor.editable().$;
    const hear = (kind, answer) => text.addEventListener(kind, (event) => answer(editor, event), true); // before the editor
    hear("keydown", pressed);
    hear("beforeinput", typed);
  }

  function pressed(editor, event) {
    if (event.isComposing) return;
    const widget = editor.widgets.focused;
    if (widget && writes(event)) return go(editor, under(widget, true), true); // and the key itself goes on to there
    const lead = widget ? fromObject(editor, event, widget) : fromCaption(editor, event);
    if (!lead) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    lead();
  }

  // A letter; a dead key, or one that an input method takes, begins one. AltGr says that it is Ctrl and Alt.
  function writes(event) {
    if ((event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState("AltGraph")) return false;
    return [...event.key].length === 1 || ["Dead", "Process"].includes(event.key);
  }

  // Words that no key announced: an emoji, a dictation.
  function typed(editor, event) {
    const widget = editor.widgets.focused;
    if (!widget || event.inputType !== "insertText" || !event.data) return;
    event.preventDefault();
    go(editor, under(widget, true), true);
    editor.insertText(event.data);
  }

  function fromObject(editor, event, widget) {
    if (event.ctrlKey || event.metaKey || event.altKey) return null;
    return ways(editor, widget, event.shiftKey)[event.key];
  }

  const ways = (editor, widget, shift) => {
    const down = () => go(editor, under(widget), true);
    const up = () => go(editor, above(widget), false);
    if (shift) return { Enter: () => go(editor, above(widget, true), true) };
    return { Enter: () => go(editor, under(widget, true), true), Escape: down, ArrowDown: down, ArrowRight: down, ArrowUp: up, ArrowLeft: up };
  };

  function fromCaption(editor, event) {
    const caption = captionHere();
    const widget = caption && editor.widgets.getByElement(new CKEDITOR.dom.element(caption));
    if (!widget || event.altKey) return null;
    const text = editor.editable();
    if (event.ctrlKey || event.metaKey) {
      if (event.shiftKey) return null;
      return { End: () => go(editor, text.getLast(shown), false), Home: () => go(editor, text.getFirst(shown), true) }[event.key];
    }
    if (event.key === "Enter") return () => go(editor, under(widget, true), true);
    if (event.shiftKey || (event.key.startsWith("Arrow") && !atEdge(caption, event.key))) return null;
    return ways(editor, widget, false)[event.key];
  }

  function captionHere() {
    const { anchorNode } = getSelection();
    const element = anchorNode?.nodeType === Node.ELEMENT_NODE ? anchorNode : anchorNode?.parentElement;
    const caption = element?.closest("figcaption") ?? document.activeElement?.closest("figcaption");
    return caption?.isContentEditable ? caption : null;
  }

  // Whether this arrow has nowhere to go inside the caption.
  function atEdge(caption, key) {
    const selection = getSelection();
    if (!caption.textContent.replace(/[\u200b\ufeff]/g, "")) return true;
    if (!selection.isCollapsed) return false;
    const caret = selection.getRangeAt(0);
    const rest = document.createRange();
    rest.selectNodeContents(caption);
    const back = key === "ArrowLeft" || key === "ArrowUp";
    if (back) rest.setEnd(caret.startContainer, caret.startOffset);
    else rest.setStart(caret.endContainer, caret.endOffset);
    if (!rest.toString().replace(/[\u200b\ufeff]/g, "")) return true;
    if (key === "ArrowLeft" || key === "ArrowRight") return false;
    const here = caret.getBoundingClientRect();
    const lines = [...rest.getClientRects()];
    return lines.every((line) => (back ? line.bottom > here.top + 1 : line.top < here.bottom - 1));
  }

  // '<p>Un</p><p>deux<br>trois</p>' -> 'Un deux trois'
  function oneLine(html) {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    for (const line of body.querySelectorAll("br")) line.replaceWith(" ");
    for (const block of body.querySelectorAll(BLOCKS)) {
      if (block.previousSibling) block.before(" ");
      if (block.nextSibling) block.after(" ");
      block.replaceWith(...block.childNodes);
    }
    return body.innerHTML.replace(/[ \t\r\n]+/g, " ");
  }
})();
