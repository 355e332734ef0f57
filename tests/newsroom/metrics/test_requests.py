"""Each answer of Django is counted by its view; strangers cannot make more rows of figures than there are views."""

import pytest
from django.db import DatabaseError, connection

from articles.models import Comment
from newsroom.views_by_name import view_of
from tests.factories import StoryFactory
from tests.readers import HERE, comment_words

pytestmark = pytest.mark.django_db


def counted(grown, name):
    """{labels: how many}, of one figure."""
    return {row[1:]: value for row, value in grown.items() if row[0] == f"newsroom_{name}"}


def test_ten_thousand_addresses_are_one_row(watched, more):
    for number in range(5):
        watched.get(f"/nothing-{number}/", {"x": number})
        watched.generic(f"BREW{number}", f"/nothing-{number}/")
    requests = counted(more(), "requests_total")
    assert requests == {("GET", "404", "none"): 5, ("other", "404", "none"): 5}
    assert set(counted(more(), "request_seconds_count")) == {("none",)}


def test_a_story_is_one_view_whatever_its_address(watched, more):
    stories = StoryFactory.create_batch(2, public=True)
    for story in stories:
        assert watched.get(story.get_absolute_url()).status_code == 200
    assert counted(more(), "requests_total") == {("GET", "200", "story"): 2}


def test_its_questions_to_the_database_are_counted(watched, more, django_assert_max_num_queries):
    story = StoryFactory(public=True)
    with django_assert_max_num_queries(100) as asked:
        watched.get(story.get_absolute_url())
    grown = more()
    assert counted(grown, "queries_total") == {("story",): len(asked)}
    assert 0 < counted(grown, "query_seconds_total")["story",] < counted(grown, "request_seconds_sum")["story",]


def test_an_ordinary_comment_has_its_view_too(watched, more):
    story = StoryFactory(public=True)
    answer = watched.post(f"/comments/{story.pk}/", comment_words(story), headers=HERE)
    assert (answer.status_code, Comment.objects.count()) == (303, 1)
    assert counted(more(), "requests_total") == {("POST", "303", "comment"): 1}


def test_a_style_sheet_is_static(rf):
    assert [view_of(rf.get(path)) for path in ("/static/css/base.css", "/stat", "/comments/7/")] == [
        "static",
        "none",
        "none",
    ]


def test_a_question_that_fails_is_counted_and_fails(metrics):
    asked = metrics("requests").Queries()
    with pytest.raises(DatabaseError), connection.execute_wrapper(asked), connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    assert asked.number == 1 and asked.seconds > 0
