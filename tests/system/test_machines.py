"""Each machine of a site is taken away under load: what readers notice, and that no acknowledged comment is lost.

One farm for all of it (tests/system/machines.py); `python -m tests.system.machines` prints what these tests look at.
"""

import re
import tempfile
import time
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
import redis

from newsroom.shared_cache import AGAIN
from tests.system.machines import AWAY, NOTICED, TROUBLES, Farm, lost_and_doubled, try_all

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]
RECOVERY = 6.0  # seconds from the promotion of the standby to the next page: 1 when nothing else is at work


@pytest.fixture(scope="module")
def farm():
    scratch = tempfile.TemporaryDirectory(prefix="farm", dir="/tmp", ignore_cleanup_errors=True)
    with scratch as folder, Farm(folder) as farm:
        yield farm


@pytest.fixture(scope="module")
def crowd(farm):
    return farm.crowd()


@pytest.fixture(scope="module")
def troubles(farm, crowd):
    """{name: what was met in it}, once all of them are over."""
    return {trouble.name: trouble.met for trouble in try_all(farm, crowd)}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_readers_of_pages_that_many_read_notice_nothing(troubles, trouble):
    met = troubles[trouble]["cached"]
    assert (met["errors"], met["why"]) == (0, [])
    assert met["asked"] > 100, "Nothing was put to the test"


@pytest.mark.parametrize("trouble", [name for name in TROUBLES if name != "primary_dies"])
def test_nor_do_those_of_pages_that_nobody_asked_for_before(troubles, trouble):
    met = troubles[trouble]["uncached"]
    assert (met["errors"], met["why"]) == (0, [])
    assert met["asked"] > 10, "Nothing was put to the test"


@pytest.mark.parametrize("trouble", ["app_is_stopped", "cache_dies", "store_dies", "nginx_is_reloaded"])
def test_nor_commenters_unless_what_writes_them_down_dies(troubles, trouble):
    met = troubles[trouble]["comment"]
    assert (met["errors"], met["why"]) == (0, [])
    assert met["asked"] > 5, "Nothing was put to the test"


def test_a_comment_waits_for_the_standby_and_is_not_refused(troubles):
    met = troubles["standby_dies"]["comment"]
    assert (met["errors"], met["why"]) == (0, [])
    assert met["silence"] > AWAY - 0.5, "The primary was to wait for it"


@pytest.mark.parametrize("kind", ["uncached", "comment"])
def test_the_promoted_standby_is_found_by_itself(troubles, kind):
    assert troubles["primary_dies"][kind]["silence"] < NOTICED + RECOVERY


def test_every_acknowledged_comment_is_there_once(farm, crowd, troubles):
    assert lost_and_doubled(farm, crowd) == ([], [])
    assert len(crowd.acknowledged) > 100


def test_the_site_goes_on_writing_after_all_of_it(farm, crowd, troubles):
    assert [crowd.post(number).status for number in (900_001, 900_002)] == [303, 303]
    assert farm.stored().keys() >= {900_001, 900_002}


# The login, which is what the shared cache is for


def test_who_knocks_is_counted_for_all_processes_together(farm, troubles):
    farm.cache.restart()
    time.sleep(AGAIN)
    assert [knock(farm) for _time in range(4)] == [200] * 4
    with redis.Redis.from_url(farm.cache.url) as cache:
        assert any(b"login" in key for key in cache.scan_iter())


def test_without_the_cache_the_login_still_answers(farm, troubles):
    farm.cache.kill()
    began = time.monotonic()
    assert [knock(farm) for _time in range(4)] == [200] * 4
    assert time.monotonic() - began < 20
    farm.cache.start()


def knock(farm):
    """The status of a login with a wrong password, through nginx as a browser does it."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    address = f"http://127.0.0.1:{farm.port}/accounts/login/"
    try:
        with browser.open(address, timeout=30) as page:
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())[1]
        body = urlencode({"csrfmiddlewaretoken": token, "login": "nobody", "password": "wrong-wrong"}).encode()
        with browser.open(Request(address, body, {"Referer": address}), timeout=30) as answer:
            return answer.status
    except HTTPError as error:
        return error.code
