"""Which static files of installed apps are collected and served."""

import os
import re

from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.contrib.staticfiles.utils import matches_patterns
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

from articles.lib.languages import SPOKEN

_EDITOR = "ckeditor/ckeditor/plugins"
# Parts of CKEditor 4 with known holes or that talk to strangers (SECURITY.md): never on our disk, never answered.
UNSAFE_PLUGINS = (
    *("preview", "print", "codesnippetgeshi", "codesnippet", "exportpdf", "scayt", "wsc", "flash"),
    *("iframe", "iframedialog", "forms", "docprops", "adobeair", "devtools", "ajax", "embed", "embedbase"),
    *("embedsemantic", "autoembed", "bbcode", "smiley", "uploadimage", "uploadwidget", "mathjax", "templates"),
)
NOT_SERVED = [
    *(f"{_EDITOR}/{plugin}/*" for plugin in UNSAFE_PLUGINS),
    "ckeditor/ckeditor/build-config.js",
    "ckeditor/ckeditor/bender-runner.config.json",
    "ckeditor/ckeditor/samples/*",
    "ckeditor/galleriffic/*",
    "ckeditor/ckeditor/*.md",
]
# Languages nobody here writes in are most of its files.
_LANGUAGE_FILE = re.compile(r"ckeditor/ckeditor/(?:.+/)?lang/([^/]+)\.js")


def _is_served(path):
    """'ckeditor/ckeditor/lang/uk.js' -> True, 'ckeditor/ckeditor/lang/zh.js' -> False."""
    language = _LANGUAGE_FILE.fullmatch(path)
    return not matches_patterns(path, NOT_SERVED) and (not language or language[1] in SPOKEN)


class AppFinder(AppDirectoriesFinder):
    """Django's finder, without the files above, in collectstatic as in the development server."""

    def list(self, ignore_patterns):
        found = super().list([*(ignore_patterns or []), *NOT_SERVED])
        return ((path, storage) for path, storage in found if _is_served(path))

    def find(self, path, find_all=False):
        return super().find(path, find_all=find_all) if _is_served(path) else []


class StaticFiles(WhiteNoiseMiddleware):
    """WhiteNoise knows the files that were there when the process began. While a reload goes round, pages of a new
    process name files that are asked of an old one: what it does not know it looks for on the disk.
    """

    def __init__(self, get_response=None, settings=settings):
        super().__init__(get_response, settings)
        self.directories.append((os.path.join(self.static_root, ""), self.static_prefix))

    def __call__(self, request):
        url = request.path_info
        if url.startswith(self.static_prefix) and url not in self.files and (found := self.find_file(url)):
            return self.serve(found, request)
        return super().__call__(request)


class Storage(CompressedManifestStaticFilesStorage):
    """Hashed names for ever, Brotli and gzip beside them; the imports of our own modules are hashed too."""

    support_js_module_import_aggregation = True
