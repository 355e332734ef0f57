"""A picture as the desk shows it: also one that no page shows, which has a stand-in."""

from django.core.files.storage import default_storage
from django.templatetags.static import static

from articles.lib.images import rendition_name

STAND_IN = "img/picture-away.svg"


def whole(image):
    """The address of the picture; of the stand-in for what is put away or withdrawn."""
    return image.url if image.is_shown else static(STAND_IN)


def small(image, least=0):
    """The address of its smallest copy of at least this width, of the picture itself as long as there is none."""
    fitting = [width for width in image.widths if width >= least]
    if not image.is_shown or not fitting:
        return whole(image)
    return default_storage.url(rendition_name(image.file.name, min(fitting), "webp"))


def fitted(image, width, height):
    """The size it is shown at, inside width by height: 1600 × 900 in 160, 120 -> (160, 90)."""
    scale = min(width / image.width, height / image.height, 1)
    return max(1, round(image.width * scale)), max(1, round(image.height * scale))


def shown_at_desk(image):
    """What the page of a picture needs to show it at a quiet size: its address, that of a smaller copy, the size."""
    width, height = fitted(image, 480, 360)
    return {"url": whole(image), "small": small(image, least=320), "width": width, "height": height}
