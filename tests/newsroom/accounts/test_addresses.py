"""The pages of an account are one person's: no cache may keep them, no frame show them."""

import pytest
from django.urls import get_resolver, reverse

pytestmark = pytest.mark.django_db


def account_names():
    (accounts,) = [branch for branch in get_resolver().url_patterns if str(branch.pattern) == "accounts/"]
    return [pattern.name for pattern in accounts.url_patterns if not pattern.pattern.converters]


@pytest.mark.parametrize("name", [name for name in account_names() if name != "account_reset_password_from_key"])
def test_nobody_keeps_them(name, reader, reporter, at_work):
    for client in (reader, at_work(reporter)):
        answer = client.get(reverse(name))
        assert answer.status_code in (200, 302, 404, 405), name
        if answer.status_code == 200:
            assert "no-store" in answer.headers["Cache-Control"], name
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        if answer.status_code != 404:  # which is everybody's page
            assert "s-maxage" not in answer.headers.get("Cache-Control", "")
