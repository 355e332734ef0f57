"""The text editor of stories: the only file that knows CKEditor, its configuration and the policy its page needs.

Another editor is another widget here and another name in the setting STORY_BODY_WIDGET; no migration mentions it.
"""

import re

from ckeditor.widgets import CKEditorWidget
from django.conf import settings
from django.templatetags.static import static
from django.utils.csp import CSP
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy

from articles.forms.thumbnails import whole
from articles.lib.embeds import PATTERNS
from articles.lib.html import clean, image_ids, replace_figures
from articles.models import Image

# CKEditor 4 writes onclick="" into its toolbar and style="" into its panels. Nothing else is relaxed: no inline
# <script>, no eval, no foreign address. `data:` is for the 1-pixel pictures its stylesheets and widgets hold.
EDITOR_POLICY = settings.SECURE_CSP | {
    "script-src-attr": [CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:"],
    "frame-src": [CSP.SELF],  # the preview beside the form
}

_HOLED = "preview print exportpdf scayt wsc flash iframe forms docprops wysiwygarea codesnippetgeshi templates smiley"
_UNNEEDED = (
    "about bidi colorbutton colordialog copyformatting dialogadvtab div editorplaceholder elementspath font image "
    "indentblock justify language maximize newpage pagebreak resize save showblocks sourcearea stylescombo "
    "uploadimage uploadwidget filebrowser find liststyle horizontalrule pastefromgdocs pastefromlibreoffice"
)
EDITOR = {
    "skin": "moono-lisa",
    "width": "100%",
    "height": "26rem",
    "title": gettext_lazy("Text of the story"),
    "extraPlugins": "divarea,widget,newsaround,newsfigure,newsembed,newslanguage,newspaste",
    "removePlugins": ",".join([*_HOLED.split(), *_UNNEEDED.split()]),
    "removeDialogTabs": "link:upload;link:target;link:advanced;image:Upload;table:advanced",
    "linkShowAdvancedTab": False,
    "linkShowTargetTab": False,
    "pasteFromWord_inlineImages": False,
    "versionCheck": False,
    "disableNativeSpellChecker": False,
    "entities": False,
    "format_tags": "p;h2;h3",
    "toolbar": [
        ["Format", "Bold", "Italic", "RemoveFormat", "NewsLanguage"],
        ["Link", "Unlink"],
        ["BulletedList", "NumberedList", "Blockquote"],
        ["NewsFigure", "NewsEmbed", "Table", "SpecialChar"],
        ["Undo", "Redo"],
    ],
    # The allow-list of lib/html.py, in the editor's own words: what is not here cannot be typed or pasted.
    "allowedContent": (
        "p h2 h3 ul li blockquote strong em sup sub q code pre tr thead tbody hr br caption figcaption;"
        "ol[start]; a[!href,hreflang]; abbr[!title]; table; td[colspan,rowspan]; th[colspan,rowspan,scope];"
        "figure[!data-image]; figure[!data-embed]; img[!src,alt,width,height]; span[!lang]"
    ),
    "disallowedContent": "script style iframe object embed form; *[on*]; *{*}; *(*)",
    "specialChars": [
        *("«", "»", "“", "”", "„", "‘", "’", "—", "–", "…", "·", "•", "№", "°", "×", "€", "₴", "£", "§", "½"),
        *("À", "Ç", "É", "È", "Ê", "Î", "Ô", "Œ", "œ", "Æ", "æ", "Є", "Ґ", "ґ", "Ї", "́"),
        ["&nbsp;", gettext_lazy("no-break space")],
        ["&#8239;", gettext_lazy("narrow no-break space")],
    ],
    "newsFigure": {
        "button": gettext_lazy("Picture"),
        "caption": gettext_lazy("Caption"),
        "placeholder": gettext_lazy("Caption (empty: the picture’s own)"),
    },
    "newsLanguage": {
        "button": gettext_lazy("Language"),
        "title": gettext_lazy("Language of these words"),
        "none": gettext_lazy("That of the story"),
        "languages": [["uk", "Українська"], ["ru", "Русский"], ["en", "English"], ["fr", "Français"]],
    },
    "newsEmbed": {
        "button": gettext_lazy("Post or film elsewhere"),
        "title": gettext_lazy("Title of the card"),
        "placeholder": gettext_lazy("Title of the card, as readers see it"),
        "patterns": PATTERNS,
    },
}


HELD_SPACE = re.compile(r"(?<=[^\s>«])(?:&nbsp;|\xa0)(?=<(?:strong|em|a|sup|sub|span|b|i)[ >])")

PLUGINS = ("newsaround", "newsfigure", "newsembed", "newslanguage", "newspaste")
OBJECTS = ("newsaround", "newsfigure", "newsembed")


class NewsEditor(CKEditorWidget):
    """CKEditor for the text of a story; without JavaScript the same HTML in a plain text area."""

    def _set_config(self):
        # New values on this copy of the widget: the copies, one a request, would share what is only mended.
        language = get_language()
        self.config = EDITOR | {"language": language, "contentsLanguage": language}
        self.external_plugin_resources = [(name, static(f"js/desk/{name}.js"), "") for name in PLUGINS]

    def format_value(self, value):
        return for_editor(value or "")


class PageEditor(NewsEditor):
    """For the pages about the paper itself: no pictures, no cards."""

    def _set_config(self):
        super()._set_config()
        plugins = [name for name in self.config["extraPlugins"].split(",") if name not in OBJECTS]
        toolbar = [[name for name in group if name.lower() not in OBJECTS] for group in self.config["toolbar"]]
        self.config = self.config | {"extraPlugins": ",".join(plugins), "toolbar": toolbar}
        known = self.external_plugin_resources
        self.external_plugin_resources = [plugin for plugin in known if plugin[0] not in OBJECTS]


def for_editor(body):
    """Any HTML -> clean HTML whose figures show their pictures. One query when there are some.

    The editor needs an <img> to show; what it sends back loses it again in lib/html.py.
    """
    html = clean(body)
    images = Image.objects.in_bulk(image_ids(html)) if "data-image" in html else {}

    def figure(key, caption):
        image = images.get(key)
        if image is None:
            return ""
        return format_html(
            '<figure data-image="{}"><img src="{}" alt="{}" width="{}" height="{}">'
            "<figcaption>{}</figcaption></figure>",
            *(key, whole(image), image.printed_alt, image.width, image.height, mark_safe(caption)),
        )

    return replace_figures(html, figure)
