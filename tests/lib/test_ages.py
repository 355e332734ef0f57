from datetime import timedelta

import pytest
from django.utils import timezone, translation

from articles.lib.ages import age


@pytest.mark.parametrize(
    ("ago", "french", "english", "ukrainian"),
    [
        (timedelta(seconds=20), "", "", ""),
        (timedelta(minutes=75), "1 heure", "1 hour", "1 година"),
        (timedelta(days=470), "1 an", "1 year", "1 рік"),
        (timedelta(days=800), "2 ans", "2 years", "2 роки"),
    ],
)
def test_one_unit_as_people_say_it(ago, french, english, ukrainian):
    for language, told in (("fr", french), ("en", english), ("uk", ukrainian)):
        with translation.override(language):
            assert age(timezone.now() - ago).replace("\xa0", " ") == told
