"""Addresses of our own pages, worked out once: which there are is settled when a process begins."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils import translation

MOST = 4_000  # that a process remembers


def address(name: str, *args: object) -> str:
    """As Django's `reverse`, in the active language: address("region", "kherson") -> '/en/regions/kherson/'."""
    return address_in(translation.get_language(), name, *args)


def address_in(language: str | None, name: str, *args: object) -> str:
    """The same in the language of your choice."""
    return _worked_out(name, args, language, get_script_prefix(), settings.LANGUAGE_CODE, settings.ROOT_URLCONF)


@lru_cache(maxsize=MOST)
def _worked_out(name, args, language, _prefix, _main_language, _urls):
    with translation.override(language):
        return reverse(name, args=args)
