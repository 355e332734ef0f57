"""The live server at rest: what a closing page still sends is answered before the tables are emptied."""

import time

import pytest

from tests.plugins import server

SAYS_GOODBYE = "addEventListener('pagehide', () => navigator.sendBeacon('/goodbye/'))"


@pytest.fixture
def goodbyes(transactional_db, live_server):
    """The server takes its time for a goodbye, and notes it here. Ends between the rest and the emptied tables."""
    httpd, noted = live_server.thread.httpd, []
    site = httpd.get_app()

    def slow(environ, start_response):
        if environ["PATH_INFO"] != "/goodbye/":
            return site(environ, start_response)
        time.sleep(0.5)
        noted.append("goodbye")
        start_response("204 No Content", [])
        return []

    httpd.set_app(slow)
    yield noted
    httpd.set_app(site)
    assert noted == ["goodbye"]
    assert server.at_work() == []


@pytest.fixture(autouse=True)
def live_server_at_rest(goodbyes, live_server_at_rest):
    """The plugin's own; what it leaves is looked at by `goodbyes`."""


def test_what_a_page_sends_while_it_closes_is_waited_for(live_server, page, goodbyes):
    page.goto(live_server.url)
    page.evaluate(SAYS_GOODBYE)
    assert goodbyes == []


def test_a_page_that_closed_earlier_is_waited_for_too(live_server, open_page, goodbyes):
    page = open_page()
    page.goto(live_server.url)
    page.evaluate(SAYS_GOODBYE)
    page.context.close()
    server.wait_until_at_rest(live_server)
    assert goodbyes == ["goodbye"]


def test_a_page_left_open_is_told_and_not_waited_for_ever(live_server, page, goodbyes, monkeypatch):
    monkeypatch.setattr(server, "PATIENCE", 0.2)
    page.goto(live_server.url)
    with pytest.raises(AssertionError, match="A page is still open"):
        server.wait_until_at_rest(live_server)
    monkeypatch.undo()
    page.evaluate(SAYS_GOODBYE)
