"""What every site starts with: the five regions and the roles. Runs after each migrate and only adds what lacks."""

from django.contrib.auth.models import Group, Permission

from articles.models import Region
from articles.workflow.founding_pages import lay_pages

REGIONS = [
    {
        "slug": "donetsk",
        "iso_code": "UA-14",
        "name_fr": "Donetsk",
        "name_en": "Donetsk",
        "name_uk": "Донецьк",
        "also_written": (
            "Донецька область, Донеччина, Donets’k, Донецк, Донецкая область, oblast de Donetsk, Donbass, "
            "Donbas, Донбас, Донбасс"
        ),
    },
    {
        "slug": "luhansk",
        "iso_code": "UA-09",
        "name_fr": "Louhansk",
        "name_en": "Luhansk",
        "name_uk": "Луганськ",
        "also_written": (
            "Луганська область, Луганщина, Luhans’k, Lougansk, Lugansk, Луганск, Луганская область, "
            "oblast de Louhansk, Donbass, Donbas, Донбас, Донбасс"
        ),
    },
    {
        "slug": "zaporizhzhia",
        "iso_code": "UA-23",
        "name_fr": "Zaporijjia",
        "name_en": "Zaporizhzhia",
        "name_uk": "Запоріжжя",
        "also_written": (
            "Запорізька область, Zaporijia, Zaporojié, Zaporizhia, Zaporozhye, Запорожье, "
            "Запорожская область, oblast de Zaporijjia"
        ),
    },
    {
        "slug": "kherson",
        "iso_code": "UA-65",
        "name_fr": "Kherson",
        "name_en": "Kherson",
        "name_uk": "Херсон",
        "also_written": "Херсонська область, Херсонщина, Херсонская область, oblast de Kherson",
    },
    {
        "slug": "crimea",
        "iso_code": "UA-43",
        "name_fr": "Crimée",
        "name_en": "Crimea",
        "name_uk": "Крим",
        "also_written": (
            "Автономна Республіка Крим, Кримський півострів, Крым, Крымский полуостров, "
            "péninsule de Crimée, Qırım, Sébastopol, Sevastopol, Севастополь"
        ),
    },
]

# What a site was given at first, and is given anew unless somebody has changed it.
FORMERLY = {
    "donetsk": "Донецька область, Donets’k, Донецк, oblast de Donetsk, Donbass",
    "luhansk": "Луганська область, Lougansk, Lugansk, Луганск, Donbass",
    "zaporizhzhia": "Запорізька область, Zaporojié, Zaporizhia, Zaporijia, Запорожье",
    "kherson": "Херсонська область",
    "crimea": "Автономна Республіка Крим, Крым, péninsule de Crimée, Sébastopol (UA-40)",
}

_WRITE = ["view_story", "add_story", "change_story", "submit_story", "view_revision"]
_PICTURES = ["view_image", "add_image", "change_image"]
_READ = ["view_region", "view_regionbrief", "view_section", "view_tag", "view_author"]
_KEPT = ("region", "regionbrief", "section", "tag", "author", "sitepage")
_KEEP = [f"{verb}_{noun}" for noun in _KEPT for verb in ("add", "change")]

ROLES = {
    "reporter": [*_WRITE, *_PICTURES, *_READ],
    "editor": [*_WRITE, "review_story", "publish_story", "curate_front", *_PICTURES, *_READ, "view_sitepage", *_KEEP],
    "moderator": ["view_comment", "change_comment", "moderate_comment"],
}


def _lay_region(regions, slug, values):
    """A region that is there keeps what it is, but for the spellings that we gave it ourselves before."""
    regions.get_or_create(slug=slug, defaults=values)
    regions.filter(slug=slug, also_written=FORMERLY[slug]).update(also_written=values["also_written"])


def lay_foundations(sender, using="default", **kwargs):
    """Receiver of post_migrate, not a data migration: permissions do not exist yet while migrations run."""
    for position, fields in enumerate(REGIONS, start=1):
        values = fields | {"position": position}
        _lay_region(Region.objects.using(using), values.pop("slug"), values)
    for name, codenames in ROLES.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        allowed = Permission.objects.using(using).filter(content_type__app_label=sender.label, codename__in=codenames)
        group.permissions.add(*allowed)
    lay_pages(using, kwargs.get("apps"))
