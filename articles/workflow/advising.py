"""What an experienced colleague would say before a story goes out: each rule gives what it finds."""

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.lib.names import language_word
from articles.lib.readability import too_long, words
from articles.queries.places import named_beside
from articles.workflow.blocking import named
from articles.workflow.finding import Finding

HEADLINE = 60  # characters: search results cut what is longer (the same as in admin/story_cards.py)
STANDFIRST = 300
SHORT = 100  # words
LEAD_WIDTH = 1200  # pixels, for the cards of shared links
# What a reader downloads is a small copy; the original goes to whoever shares the page, and to all while there is none.
HEAVY, HEAVY_ALONE = 5_000_000, 600_000  # bytes


def advising(reading):
    """Every finding that does not block. Two queries, those of the navigation, a look at the size of each picture."""
    for rule in (_headline, _standfirst, _length, _sentences, _lead, _weights, _places, _slug, _translations):
        for code, said, field in rule(reading):
            yield Finding(code, said, field)


def _headline(reading):
    length = len(reading.data["headline"])
    if length > HEADLINE:
        told = _("The headline has %(length)d characters: search engines show about %(shown)d of them.")
        yield "headline_long", told % {"length": length, "shown": HEADLINE}, "headline"


def _standfirst(reading):
    length = len(reading.data["standfirst"].strip())
    if not length:
        yield "standfirst", _("There is no standfirst."), "standfirst"
    elif length > STANDFIRST:
        told = _("The standfirst has %(length)d characters: %(enough)d are enough for most readers.")
        yield "standfirst_long", told % {"length": length, "enough": STANDFIRST}, "standfirst"


def _length(reading):
    length = len(words(reading.text))
    if 0 < length < SHORT:
        yield "short", ngettext("The text has %d word only.", "The text has %d words only.", length) % length, "body"


def _sentences(reading):
    if mean := too_long(reading.text, reading.language):
        told = _("The sentences have %d words on average: a full stop here and there would help readers along.")
        yield "sentences", told % round(mean), "body"


def _lead(reading):
    if reading.data["lead_image"] is None:
        yield "lead", _("There is no lead picture."), "lead_image"
    elif reading.lead and reading.lead.width < LEAD_WIDTH:
        told = _("The lead picture is %(width)d pixels wide: %(enough)d look sharp wherever it is shared.")
        yield "lead_small", told % {"width": reading.lead.width, "enough": LEAD_WIDTH}, "lead_image"
    if reading.lead and reading.lead.graphic:
        told = _("The lead picture is graphic: no list and no share card shows it, and its page covers it.")
        yield "lead_graphic", told, "lead_image"


def _weights(reading):
    lead = [(reading.lead, _("The lead picture"), "lead_image")] if reading.lead else []
    others = [(image, named(image), "body") for image in reading.in_text if image != reading.lead]
    for image, who, field in [*lead, *others]:
        weight = _weight(image)
        if weight > (HEAVY if image.widths else HEAVY_ALONE):
            told = _("%(picture)s is heavy: %(size)s.") % {"picture": who, "size": filesizeformat(weight)}
            yield "heavy", told, field


def _weight(image):
    """Of the stored original, in bytes; 0 when it is not where it should be, which is not the text's fault."""
    try:
        return image.file.size
    except (OSError, ValueError):
        return 0


def _places(reading):
    """Regions the text names beyond those it is filed under; where none was meant, none is proposed."""
    data = reading.data
    if data["no_region"]:
        return
    text = "\n".join([data["kicker"], data["headline"], data["standfirst"], reading.text])
    if beside := named_beside(text, {*data["regions"], data["primary_region"]}):
        words = _("%(region)s (“%(words)s”)")
        told = ", ".join(words % {"region": each.region, "words": each.words} for each in beside)
        yield "places", _("Named in the text, and not among its regions: %s.") % told, "regions"


def _slug(reading):
    """An address is chosen once: what it says about work in progress stays in it."""
    slug, story = reading.data["slug"], reading.story
    if story is None or story.published_at is not None:
        return
    if "tk" in slug.split("-"):
        yield "slug", _("The address still says “tk”: empty it, and it is made from the headline."), "slug"
    elif any(each.pk == story.translated_from_id and each.slug == slug for each in reading.versions):
        yield "slug", _("The address is that of the original: empty it, and it is made from the headline."), "slug"


def _translations(reading):
    if reading.story is None:
        return
    there = {reading.language, *(version.language for version in reading.versions)}
    if missing := [language_word(code) for code, _name in settings.LANGUAGES if code not in there]:
        yield "translations", _("There is no version yet in: %s.") % ", ".join(missing), "translations"
