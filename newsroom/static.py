"""Which static files of installed apps are collected and served."""

from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.contrib.staticfiles.utils import matches_patterns
from whitenoise.storage import CompressedManifestStaticFilesStorage

_EDITOR = "ckeditor/ckeditor/plugins"
# Parts of CKEditor 4 with known holes or that talk to strangers (SECURITY.md): never on our disk, never answered.
UNSAFE_PLUGINS = (
    *("preview", "print", "codesnippetgeshi", "codesnippet", "exportpdf", "scayt", "wsc", "flash"),
    *("iframe", "iframedialog", "forms", "docprops", "adobeair", "devtools", "ajax", "embed", "embedbase"),
    *("embedsemantic", "autoembed", "bbcode", "smiley", "uploadimage", "uploadwidget", "mathjax", "templates"),
)
# Languages nobody here writes in are most of its files: of each lang/ folder only fr, en and uk stay.
_OTHER_LANGUAGES = ("[!feu]*.js", "f[!r]*.js", "fr-*.js", "e[!n]*.js", "en-*.js", "u[!k]*.js")
NOT_SERVED = [
    *(f"{_EDITOR}/{plugin}/*" for plugin in UNSAFE_PLUGINS),
    *(f"ckeditor/ckeditor/*lang/{name}" for name in _OTHER_LANGUAGES),
    "ckeditor/ckeditor/build-config.js",
    "ckeditor/ckeditor/bender-runner.config.json",
    "ckeditor/ckeditor/samples/*",
    "ckeditor/galleriffic/*",
    "ckeditor/ckeditor/*.md",
]


class AppFinder(AppDirectoriesFinder):
    """Django's finder, without the files above, in collectstatic as in the development server."""

    def list(self, ignore_patterns):
        return super().list([*(ignore_patterns or []), *NOT_SERVED])

    def find(self, path, find_all=False):
        return [] if matches_patterns(path, NOT_SERVED) else super().find(path, find_all=find_all)


class Storage(CompressedManifestStaticFilesStorage):
    """Hashed names for ever, Brotli and gzip beside them; the imports of our own modules are hashed too."""

    support_js_module_import_aggregation = True
