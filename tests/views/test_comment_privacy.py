"""The page that tells readers what happens to their comments says what this site really does."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("prefix", ["", "/en", "/uk"])
def test_it_is_there_in_every_language(client, prefix):
    answer = client.get(f"{prefix}/comments/privacy/")
    assert answer.status_code == 200
    assert not answer.cookies


def test_its_periods_are_those_of_the_settings(client, settings):
    settings.COMMENT_REFUSED_DAYS, settings.COMMENT_EDIT_MINUTES = 777, 778
    page = client.get("/en/comments/privacy/").text
    assert "A refused comment: 777 days." in page
    assert "For 778 minutes after sending" in page


def test_what_is_switched_off_is_not_promised(client, settings):
    settings.COMMENT_EMAIL_DAYS = settings.COMMENT_EDIT_MINUTES = settings.COMMENT_APPEAL_DAYS = 0
    settings.COMMENT_TRUST_AFTER = 0
    page = client.get("/en/comments/privacy/").text
    assert "Your e-mail address: as long as your comment." in page
    for words in ("minutes after sending", "second look", "published at once"):
        assert words not in page


def test_every_page_leads_to_it(client):
    assert 'href="/comments/privacy/"' in client.get("/").text
