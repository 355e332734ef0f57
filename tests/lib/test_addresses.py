"""Addresses that are remembered are those that Django would work out now."""

import pytest
from django.test.utils import override_script_prefix
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from articles.lib.addresses import address, address_in


def test_an_address_is_that_of_the_active_language_every_time():
    for language in ("fr", "en", "fr", "uk", "en"):
        with translation.override(language):
            assert address("region", "kherson") == reverse("region", args=["kherson"])


def test_an_address_in_another_language_leaves_that_of_the_page_as_it_is():
    with translation.override("en"):
        assert address_in("uk", "region", "kherson") == "/uk/regions/kherson/"
        assert translation.get_language() == "en"


def test_a_site_below_a_folder_has_its_own():
    assert address_in("fr", "front") == "/"
    with override_script_prefix("/news/"):
        assert address_in("fr", "front") == "/news/"


def test_what_has_no_address_is_refused_and_not_remembered():
    for _time in range(2):
        with pytest.raises(NoReverseMatch):
            address("region", "no/such/slug")
