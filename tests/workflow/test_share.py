"""The pictures of share cards: drawn once, kept as long as they show what the story says, gone with their picture."""

import threading

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles.lib.images import ONE_AT_A_TIME, random_name
from articles.models import Image, Leftover, Region, Story
from articles.queries.share import share_card
from articles.workflow import pictures, publishing, revisions, share
from tests.factories import ImageFactory, StoryFactory, story_data
from tests.workflow.test_pictures import photo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def nothing_stored():
    """What is in the memory of the run stays there after a test: the keys of stories come again."""
    for name in kept():
        default_storage.delete(name)


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    """done(function, …): called, and everything that was to follow its commit as well."""

    def call(function, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return function(*args, **kwargs)

    return call


@pytest.fixture
def drawings(monkeypatch):
    """The cards that were drawn."""
    found, draw = [], share.draw_share_image

    def counted(card, *others):
        found.append(card)
        return draw(card, *others)

    monkeypatch.setattr(share, "draw_share_image", counted)
    return found


def kept():
    """The names of all cards that are stored."""
    try:
        folders = default_storage.listdir("share")[0]
    except FileNotFoundError:
        return []
    return [f"share/{folder}/{name}" for folder in folders for name in default_storage.listdir(f"share/{folder}")[1]]


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def picture(**fields):
    """One whose file is there, without its renditions: they take longest."""
    name = default_storage.save(random_name(".jpg"), photo(400, 400))
    return ImageFactory(file=name, width=400, height=400, widths=[], **fields)


def story_with(image, **changes):
    return StoryFactory(public=True, lead_image=fresh(image), **changes)


def test_it_is_drawn_once(drawings):
    story = StoryFactory(public=True)
    first = share.share_image(story)
    assert first[:2] == b"\xff\xd8"
    assert share.share_image(story) == first
    assert drawings == [share_card(story)]
    assert kept() == [f"share/words/{story.pk}-{share_card(story).digest}.jpg"]


def test_a_story_of_other_words_has_another_and_the_former_goes(drawings):
    story = StoryFactory(public=True)
    former = share.share_image(story)
    other = StoryFactory(public=True)
    share.share_image(other)
    Story.objects.filter(pk=story.pk).update(headline="Autre titre")
    assert share.share_image(fresh(story)) != former
    assert sorted(kept()) == sorted(
        f"share/words/{each.pk}-{share_card(each).digest}.jpg" for each in (fresh(story), other)
    )


def test_one_that_was_written_in_part_is_drawn_anew(drawings):
    """The machine died, or the disk was full."""
    story = StoryFactory(public=True)
    whole = share.share_image(story)
    (name,) = kept()
    default_storage.delete(name)
    default_storage.save(name, ContentFile(whole[:5000]))
    assert share.share_image(story) == whole
    assert kept() == [name] and share.share_image(story) == whole
    assert len(drawings) == 2


def test_what_is_taken_back_while_it_is_drawn_is_not_kept(monkeypatch):
    story, draw = StoryFactory(public=True), share.draw_share_image

    def meanwhile(*args):
        Story.objects.filter(pk=story.pk).update(status=Story.Status.WITHDRAWN)
        return draw(*args)

    monkeypatch.setattr(share, "draw_share_image", meanwhile)
    share.share_image(story)
    assert kept() == []


def test_what_is_changed_while_it_is_drawn_is_not_kept(monkeypatch):
    story, draw = StoryFactory(public=True), share.draw_share_image

    def meanwhile(*args):
        Story.objects.filter(pk=story.pk).update(headline="Corrigé")
        return draw(*args)

    monkeypatch.setattr(share, "draw_share_image", meanwhile)
    share.share_image(story)
    assert kept() == []


def test_the_kicker_is_that_of_the_page_in_the_language_of_the_story():
    crimea = Region.objects.get(slug="crimea")
    for language, kind, kicker, words in [
        ("fr", "news", "", "Crimée"),
        ("uk", "news", "", "Крим"),
        ("fr", "analysis", "", "Crimée · analyse"),
        ("fr", "analysis", "Droit", "Droit · analyse"),
        ("fr", "news", "Droit", "Droit"),
    ]:
        story = StoryFactory(public=True, language=language, kind=kind, kicker=kicker, regions=[crimea])
        assert share_card(story).kicker == words
    assert share_card(StoryFactory(public=True)).kicker == ""


class TestPictures:
    """With a picture goes every card that shows it: when it is withdrawn, replaced, deleted, put away, marked."""

    def test_it_is_in_the_card(self, drawings):
        image = picture(focal_x=20)
        story = story_with(image)
        plain = share.share_image(StoryFactory(public=True, headline=story.headline))
        assert share.share_image(story) != plain
        assert [(card.picture, card.focus) for card in drawings] == [("", (50, 50)), (image.file.name, (20, 50))]

    def test_a_graphic_one_never_is(self):
        story = story_with(picture(graphic=True))
        plain = StoryFactory(public=True, headline=story.headline)
        assert share_card(story) == share_card(plain)
        assert share_card(plain).credit == ""

    @pytest.mark.parametrize("way", ["withdraw", "replace", "graphic", "focus"])
    def test_what_was_drawn_with_it_goes(self, editor, done, way):
        image = picture()
        story = story_with(image)
        share.share_image(story)
        assert len(kept()) == 1
        image = fresh(image)
        if way == "withdraw":
            done(pictures.withdraw, image, editor)
        elif way == "replace":
            done(pictures.replace, image, photo(500), editor)
        else:
            image.graphic, image.focal_x = way == "graphic", 10
            done(pictures.change, image, editor)
        assert kept() == []
        assert not Leftover.objects.exists()

    def test_deleted(self, editor, done):
        image = picture()
        story = story_with(image)
        share.share_image(story)
        Story.objects.filter(pk=story.pk).update(lead_image=None)
        done(pictures.delete, fresh(image), editor)
        assert kept() == []

    def test_put_away_with_the_story_that_is_withdrawn(self, editor, done):
        image = picture()
        story = revisions.start(story_data(lead_image=image.pk), editor)
        done(publishing.publish, story, editor)
        share.share_image(fresh(story))
        assert len(kept()) == 1
        done(publishing.unpublish, fresh(story), editor)
        assert fresh(image).shelved and kept() == []

    def test_if_the_machine_dies_after_the_commit_its_name_is_known(self, editor):
        image = picture()
        share.share_image(story_with(image))
        names = set(kept())
        pictures.withdraw(fresh(image), editor)  # its commit is never followed by anything
        assert names <= set(Leftover.objects.values_list("name", flat=True))

    def test_one_that_was_being_drawn_goes_too(self, editor, done, monkeypatch):
        """It was not in the folder yet when the picture was withdrawn, and is stored before that is committed."""
        image = picture()
        story = story_with(image)
        monkeypatch.setattr(share, "_still", lambda story, card: True)  # it looked before the commit

        def withdraw_meanwhile(image, by):
            pictures.withdraw(image, by)
            share.share_image(story)

        done(withdraw_meanwhile, fresh(image), editor)
        assert kept() == []

    def test_a_file_that_is_lost_leaves_the_words(self, caplog):
        image = picture()
        story = story_with(image)
        default_storage.delete(fresh(image).file.name)
        assert share.share_image(story)[:2] == b"\xff\xd8"
        assert "has no file" in caplog.text

    def test_other_pictures_keep_theirs(self, editor, done):
        image, other = picture(), picture()
        share.share_image(story_with(image))
        share.share_image(story_with(other))
        done(pictures.withdraw, fresh(image), editor)
        (left,) = kept()
        assert left.startswith(f"share/{Image.objects.get(pk=other.pk).file.name[7:39]}/")


class TestManyAtOnce:
    def test_who_waits_too_long_is_told_to_come_back(self, monkeypatch):
        monkeypatch.setattr(share, "PATIENCE", 0.01)
        with ONE_AT_A_TIME, pytest.raises(share.Busy):
            share.share_image(StoryFactory(public=True))
        assert share.share_image(StoryFactory(public=True))

    def test_only_some_wait(self, monkeypatch):
        monkeypatch.setattr(share, "QUEUE", threading.Semaphore(1))
        story = StoryFactory(public=True)
        with share.QUEUE, pytest.raises(share.Busy):
            share.share_image(story)
        assert share.share_image(story)

    def test_what_is_kept_waits_for_nobody(self):
        story = StoryFactory(public=True)
        share.share_image(story)
        with ONE_AT_A_TIME:
            assert share.share_image(story)

    def test_a_drawing_that_fails_holds_nobody_up(self, monkeypatch):
        story = StoryFactory(public=True)
        with monkeypatch.context() as broken:
            broken.setattr(share, "draw_share_image", lambda *args: 1 / 0)
            for _ in range(10):
                with pytest.raises(ZeroDivisionError):
                    share.share_image(story)
        assert share.share_image(story)
