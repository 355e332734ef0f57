"""Moderation in figures: for moderators alone; the plot draws what the table says, and the policy lets it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.admin.comment_figures import duration, plot_of_days
from articles.queries.figures import DAYS, figures
from tests.admin.test_story import count
from tests.factories import CommentFactory, RegionFactory, StoryFactory

PAGE = "/admin/articles/comment/figures/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def a_day(moderator):
    """Today: four arrived, one was approved and two refused by people, one was published at once."""
    decided = {"decided_by": moderator, "decided_at": timezone.now()}
    story = StoryFactory(public=True, regions=[RegionFactory(name_fr="Kherson & <Dnipro>")])
    CommentFactory(story=story, status="approved", **decided)
    CommentFactory.create_batch(2, story=story, status="refused", **decided)
    CommentFactory(story=story, status="approved")


def test_nobody_without_an_account(reader):
    assert "/login/" in reader.get(PAGE).url


@pytest.mark.parametrize("role", ["reporter", "editor"])
def test_no_writer(request, at_work, role):
    client = at_work(request.getfixturevalue(role))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE).status_code == 403


def test_the_queue_leads_to_it(moderator, at_work):
    assert f'href="{PAGE}"' in at_work(moderator).get("/admin/articles/comment/").text


def test_the_table_says_what_the_plot_draws(moderator, at_work, a_day):
    page = at_work(moderator).get(PAGE)
    today = page.context["rows"][0]
    assert (today[0].arrived, today[1]) == (4, [1, 2, 0, 1])
    drawn = [(piece.kind, piece.number) for piece in page.context["by_day"].bars[-1].pieces]
    assert drawn == [("approved", 1), ("refused", 2), ("at_once", 1)]
    assert "Kherson &amp; &lt;Dnipro&gt;" in page.text


def test_the_plot_is_within_its_room_and_speaks_to_those_who_do_not_see_it(moderator, at_work, a_day):
    text = at_work(moderator).get(PAGE).text
    assert text.count('role="img"') == text.count("</title>\n  <desc ") == 2
    shares = [float(x) for x in re.findall(r' (?:x|cx|width)="([\d.]+)%"', text)]
    assert len(shares) > DAYS
    assert max(shares) <= 100
    assert not re.search(r"style=|<style|<script(?![^>]* src=)", text)


def test_an_empty_newsroom_has_a_page_too(moderator, at_work):
    page = at_work(moderator).get(PAGE)
    assert (page.status_code, page.context["median"]) == (200, "—")


def test_the_highest_pile_reaches_the_top_at_most():
    CommentFactory.create_batch(7)
    plot = plot_of_days(figures().days)
    assert [number for number, _y in plot.lines] == [0, 2, 4, 6, 8]
    assert (plot.lines[0][1], plot.lines[-1][1]) == (plot.room, 0)
    assert plot.bars[-1].dot == 25.0


def test_durations_in_two_units():
    told = [duration(each) for each in (None, timedelta(seconds=59), timedelta(hours=1, minutes=15, seconds=3))]
    assert told[0] == "—"
    assert told[2] == "1\xa0heure, 15\xa0minutes"


def test_it_costs_the_same(moderator, at_work):
    client = at_work(moderator)
    CommentFactory(status="approved", decided_by=moderator, decided_at=timezone.now())
    client.get(PAGE)
    few = count(client, PAGE)
    CommentFactory.create_batch(30, status="refused", decided_by=moderator, decided_at=timezone.now())
    assert count(client, PAGE) == few
