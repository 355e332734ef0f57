import re
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from django.utils.datastructures import MultiValueDict

from articles.forms.editor import EDITOR, EDITOR_POLICY, HELD_SPACE, NewsEditor, for_editor
from articles.forms.story import StoryForm, free_slug
from articles.lib.html import ALLOWED
from articles.models import Story
from articles.workflow import publishing, revisions
from tests.admin.desk import form_data
from tests.factories import AuthorFactory, ImageFactory, RegionFactory, StoryFactory, TagFactory, story_data

HOUR = timedelta(hours=1)


def filled(instance=None, move=None, **changes):
    """The form as posted with these changes."""
    posted = {name: value if isinstance(value, list) else [value] for name, value in form_data(**changes).items()}
    form = StoryForm(MultiValueDict(posted), instance=instance)
    form.move = move
    return form


def local(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


@pytest.mark.django_db
class TestRevisionData:
    def test_it_is_what_the_workflow_takes(self):
        form = filled()
        assert form.is_valid(), form.errors
        assert form.revision_data() == story_data()

    def test_signatures_keep_their_order_and_come_once(self):
        one, two, three = AuthorFactory.create_batch(3)
        form = filled(authors=[three.pk, "", one.pk, "", three.pk, two.pk])
        assert form.is_valid(), form.errors
        assert form.revision_data()["authors"] == [three.pk, one.pk, two.pk]

    def test_the_primary_region_joins_the_regions(self):
        one, two = RegionFactory(), RegionFactory()
        form = filled(regions=[one.pk], primary_region=two.pk)
        assert form.is_valid()
        assert sorted(form.revision_data()["regions"]) == [one.pk, two.pk]
        assert form.revision_data()["primary_region"] == two.pk

    def test_times_are_newsroom_times(self):
        form = filled(embargo_until="2150-07-01T08:00")
        assert form.is_valid(), form.errors
        assert form.revision_data()["embargo_until"] == "2150-07-01T08:00:00+02:00"

    def test_the_form_shows_the_working_draft_as_it_was_filed(self, editor):
        region, tag, image = RegionFactory(), TagFactory(), ImageFactory()
        authors = AuthorFactory.create_batch(2)[::-1]
        data = story_data(
            kicker="Crimée",
            regions=[region.pk],
            primary_region=region.pk,
            tags=[tag.pk],
            lead_image=image.pk,
            authors=[author.pk for author in authors],
            expires_at="2150-01-01T00:00:00+00:00",
        )
        story = revisions.start(story_data(), editor)
        publishing.publish(story, editor)
        revisions.save_draft(story, data, editor)
        form = StoryForm(instance=Story.objects.get())
        shown = {name: form[name].value() for name in data if name != "expires_at"}
        assert shown == {name: data[name] for name in shown}
        assert str(form["expires_at"].value()) == "2150-01-01 01:00:00"


@pytest.mark.django_db
class TestTheAddress:
    def test_it_is_made_from_the_headline(self):
        form = filled(slug="", headline="L’œuvre d’été")
        assert form.is_valid()
        assert form.cleaned_data["slug"] == "l-oeuvre-d-ete"

    def test_taken_ones_get_a_number_in_the_same_language_only(self):
        StoryFactory(slug="gel"), StoryFactory(slug="gel-2"), StoryFactory(slug="gel-vif")
        assert free_slug("gel", "fr", None) == "gel-3"
        assert free_slug("gel", "en", None) == "gel"

    def test_a_headline_without_letters_asks_for_one(self):
        form = filled(slug="", headline="…!")
        assert list(form.errors) == ["slug"]


@pytest.mark.django_db
class TestTheClock:
    @pytest.mark.parametrize("field", ["embargo_until", "expires_at", "publish_at"])
    def test_a_time_that_has_passed_is_refused(self, field):
        assert list(filled(**{field: local(timezone.now() - HOUR)}).errors) == [field]

    def test_one_that_was_there_already_is_not(self, editor):
        past = (timezone.now() - HOUR).isoformat()
        story = revisions.start(story_data(embargo_until=past), editor)
        opened = StoryForm(instance=story)
        form = filled(instance=story, embargo_until=opened["embargo_until"].value().strftime("%Y-%m-%dT%H:%M"))
        assert form.is_valid(), form.errors

    def test_schedule_wants_a_time(self):
        assert list(filled(move="schedule").errors) == ["publish_at"]

    def test_publish_wants_none(self):
        assert list(filled(move="publish", publish_at=local(timezone.now() + HOUR)).errors) == ["publish_at"]

    def test_not_before_the_embargo(self):
        times = {"publish_at": local(timezone.now() + HOUR), "embargo_until": local(timezone.now() + 2 * HOUR)}
        assert list(filled(move="schedule", **times).errors) == ["publish_at"]


@pytest.mark.django_db
class TestLengths:
    def test_typography_is_counted(self):
        assert list(filled(headline="a" * 196 + " ? !").errors) == []
        assert list(filled(headline="«a" + "a" * 197 + "?").errors) == ["headline"]


class TestTheEditor:
    def test_its_words_are_those_of_the_server(self):
        known = {word for rule in EDITOR["allowedContent"].split(";") for word in re.sub(r"\[.*?\]", "", rule).split()}
        assert known == (ALLOWED | {"img"})

    def test_its_known_holes_are_closed(self):
        removed = set(EDITOR["removePlugins"].split(","))
        holed = "preview,print,codesnippetgeshi,exportpdf,scayt,wsc,flash,iframe,forms,docprops,wysiwygarea"
        assert removed >= set(holed.split(","))
        assert "divarea" in EDITOR["extraPlugins"]
        assert EDITOR["allowedContent"] is not True
        assert EDITOR["versionCheck"] is False
        assert "fullPage" not in EDITOR

    def test_the_policy_has_no_eval_and_no_stranger(self):
        sources = [str(source) for values in EDITOR_POLICY.values() for source in values]
        assert set(sources) == {"'none'", "'self'", "'unsafe-inline'", "data:"}
        assert EDITOR_POLICY["script-src"] == ["'self'"]

    def test_it_speaks_the_language_of_the_person(self):
        with translation.override("uk"):
            assert "&quot;language&quot;: &quot;uk&quot;" in NewsEditor().render("body", "", {"id": "id_body"})
        with translation.override("fr"):
            assert "&quot;language&quot;: &quot;fr&quot;" in NewsEditor().render("body", "", {"id": "id_body"})

    @pytest.mark.django_db
    def test_a_caption_cannot_break_out(self):
        image = ImageFactory(alt='"><script>alert(1)</script>')
        html = for_editor(f'<figure data-image="{image.pk}"><figcaption>a<img src=x onerror=y></figcaption></figure>')
        assert html == (
            f'<figure data-image="{image.pk}"><img src="{image.url}" '
            'alt="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" width="1600" height="1067">'
            "<figcaption>a</figcaption></figure>"
        )


def test_a_space_before_bold_is_a_space_again():
    assert HELD_SPACE.sub(" ", "<p>Un mot&nbsp;<strong>gras</strong>, «&nbsp;<em>ici</em>&nbsp;»</p>") == (
        "<p>Un mot <strong>gras</strong>, «&nbsp;<em>ici</em>&nbsp;»</p>"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Premier.\r\n\r\nSecond.\n \nTroisième.", "<p>Premier.</p><p>Second.</p><p>Troisième.</p>"),
        ("<p>Un.</p>\n\nDeux.", "<p>Un.</p><p>Deux.</p>"),
        ("Un\nmot.", "<p>Un mot.</p>"),
        ("<ul>\n\n<li>Un</li>\n\n</ul>", "<ul><li>Un</li></ul>"),
    ],
)
def test_without_the_editor_a_blank_line_begins_a_paragraph(reporter, typed, kept):
    form = filled(body=typed)
    assert form.is_valid(), form.errors
    body = form.file(reporter).body
    assert re.sub(r"\s+(?=<)|(?<=>)\s+", "", body).replace("\n", " ") == kept
