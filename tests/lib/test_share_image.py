"""The picture of a share card, as it is drawn: looked at by its pixels."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from articles.lib.faces import Face, drawable
from articles.lib.share_image import HEAVIEST, HEIGHT, PICTURE, WIDTH, ShareCard, crop_box, draw_share_image

FONTS = Path(__file__).parents[2] / "static/vendor/fonts"
LEFT, RIGHT = (0, 12, WIDTH - PICTURE - 1, HEIGHT), (WIDTH - PICTURE, 0, WIDTH, HEIGHT)
WORDS = (0, 12, WIDTH, HEIGHT - 100)  # above the name of the site


def card(headline="Le pont", kicker="Kherson", **changes):
    return ShareCard("La Gazette", kicker, headline, **changes)


def drawn(share_card, photo=None):
    return Image.open(BytesIO(draw_share_image(share_card, FONTS, photo)))


def photo(colour="blue", size=(800, 600), mode="RGB", kind="JPEG"):
    data = BytesIO()
    Image.new(mode, size, colour).save(data, kind)
    return data.getvalue()


def differs(one, other, box):
    """Whether they look different there: JPEG's own noise does not count."""
    difference = ImageChops.difference(one.crop(box), other.crop(box)).convert("L")
    return difference.getextrema()[1] > 60


def ink(image, box):
    """How many dark pixels there are."""
    return sum(image.crop(box).convert("L").histogram()[:100])


def close(pixel, wanted, by=12):
    return all(abs(one - two) <= by for one, two in zip(pixel, wanted, strict=True))


def test_it_has_the_size_that_networks_ask_for():
    image = drawn(card())
    assert (image.format, image.size, image.mode) == ("JPEG", (1200, 630), "RGB")
    assert not image.getexif() and "comment" not in image.info


@pytest.mark.parametrize(
    "other", [card("Le port"), card(kicker="Crimée"), ShareCard("Le Journal", "Kherson", "Le pont")]
)
def test_everything_it_says_is_drawn(other):
    assert differs(drawn(card()), drawn(other), (0, 0, WIDTH, HEIGHT))


def test_the_picture_stands_at_the_right_uncovered():
    image = drawn(card(), photo())
    area = image.crop(RIGHT)
    assert all(close(area.getpixel(place), (0, 0, 254)) for place in [(20, 20), (270, 300), (520, 610), (20, 610)])
    assert not differs(image, drawn(card("Autre titre"), photo()), RIGHT)
    assert ink(image, LEFT) > 1000


def test_who_made_the_picture_stands_on_it():
    """Its licence may ask for it wherever the picture goes."""
    image, plain = drawn(card(credit="Olha / CC BY"), photo()), drawn(card(), photo())
    assert differs(image, plain, (900, HEIGHT - 30, WIDTH, HEIGHT))
    assert not differs(image, plain, (0, 0, WIDTH, HEIGHT - 48))
    long = drawn(card(credit="Olha " * 40), photo())
    assert not differs(long, plain, (0, 0, WIDTH - PICTURE, HEIGHT))
    assert not differs(drawn(card(credit="Olha")), drawn(card()), (0, 0, WIDTH, HEIGHT))


def test_a_picture_that_would_be_a_blur_is_left_out():
    assert not differs(drawn(card()), drawn(card(), photo(size=(2000, 300))), (0, 0, WIDTH, HEIGHT))


def test_behind_a_transparent_picture_is_paper():
    image = drawn(card(), photo((255, 0, 0, 0), mode="RGBA", kind="PNG"))
    assert close(image.getpixel((1000, 300)), (253, 252, 249))


@pytest.mark.parametrize(("focus", "seen"), [((0, 50), (255, 0, 0)), ((100, 50), (0, 0, 255))])
def test_what_must_stay_visible_stays(focus, seen):
    """A panorama, red at one end and blue at the other."""
    wide, data = Image.new("RGB", (3000, 600), "red"), BytesIO()
    wide.paste("blue", (1500, 0, 3000, 600))
    wide.save(data, "PNG")
    assert close(drawn(card(focus=focus), data.getvalue()).getpixel((900, 300)), seen)


@pytest.mark.parametrize(
    ("size", "room", "focus", "box"),
    [
        ((1600, 1000), (600, 600), (50, 50), (300.0, 0.0, 1300.0, 1000.0)),
        ((1600, 1000), (600, 600), (0, 0), (0.0, 0.0, 1000.0, 1000.0)),
        ((1600, 1000), (600, 600), (100, 100), (600.0, 0.0, 1600.0, 1000.0)),
        ((600, 1200), (600, 600), (50, 0), (0.0, 0.0, 600.0, 600.0)),
        ((600, 1200), (600, 600), (50, 75), (0.0, 600.0, 600.0, 1200.0)),
    ],
)
def test_the_largest_part_that_fits(size, room, focus, box):
    assert crop_box(size, room, focus) == box


@pytest.mark.parametrize(
    "headline", ["Херсон: ґенератори, п’ять років", "Łódź, Gdańsk, Ēriks", "L’œuvre d’été : « oui » № 5 – 20 €"]
)
def test_every_letter_of_our_languages_has_its_shape(headline):
    """Nothing is left out, and no letter is the box of a missing one."""
    face = Face(FONTS, "source-serif-4", 660, 60)
    assert face.known(drawable(headline)) == drawable(headline)
    for character in set(headline) - set(" \u00a0"):
        assert differs_from_a_box(face, character), character


def differs_from_a_box(face, character):
    ((font, run),) = face.runs(character)
    return bytes(font.getmask(run)) != bytes(font.getmask("\uffff"))


def test_what_no_font_has_is_left_out_not_drawn_as_boxes():
    face = Face(FONTS, "source-sans-3", 650, 30)
    assert face.known("Kherson 中文 🙂") == "Kherson"
    assert not differs(drawn(card("Kherson")), drawn(card("Kherson 中文 🙂")), WORDS)


def test_a_mark_stays_with_its_letter():
    face = Face(FONTS, "source-serif-4", 660, 60)
    assert [run for _font, run in face.runs("за\u0301мок")] == ["за\u0301мок"]
    assert drawable("e\u0301te\u0301") == "été"


@pytest.mark.parametrize(
    "headline",
    [
        "",
        "x",
        "mot " * 50,
        "Anticonstitutionnellement" * 8,
        "Ш" * 200,
        "\u0301" * 200,
        "مرحبا" * 40,
        "\n\t\x00\u202e",
        "-" * 200,
    ],
)
@pytest.mark.parametrize("with_picture", [False, True])
def test_whatever_the_headline_nothing_stands_on_the_foot_or_on_the_picture(headline, with_picture):
    image = drawn(card(headline, kicker="x" * 80), photo() if with_picture else None)
    empty = drawn(card("", kicker=""), photo() if with_picture else None)
    assert not differs(image, empty, (0, HEIGHT - 90, WIDTH, HEIGHT))
    assert not differs(image, empty, (0, 0, WIDTH, 11))
    assert not differs(image, empty, (0, 0, 50, HEIGHT))
    assert not differs(image, empty, RIGHT if with_picture else (WIDTH - 40, 0, WIDTH, HEIGHT))


@pytest.mark.slow
def test_a_long_headline_is_whole_and_a_longer_one_ends_in_dots():
    whole = drawn(card("mot " * 45 + "fin"))
    assert differs(whole, drawn(card("mot " * 45 + "bout")), WORDS)
    beside = "mot " * 37
    assert differs(drawn(card(f"{beside}fin"), photo()), drawn(card(f"{beside}bout"), photo()), WORDS)
    assert not differs(drawn(card("mot " * 200 + "fin")), drawn(card("mot " * 200 + "bout")), WORDS)


@pytest.mark.slow
def test_no_messenger_finds_it_too_heavy():
    noise = BytesIO()
    Image.effect_noise((1600, 1200), 200).convert("RGB").save(noise, "JPEG", quality=95)
    assert len(draw_share_image(card("mot " * 45), FONTS, noise.getvalue())) <= HEAVIEST


class TestDigest:
    def test_it_is_the_same_for_the_same_card(self):
        assert card().digest == card().digest
        assert len(card().digest) == 20

    @pytest.mark.parametrize(
        "change", [{"headline": "x"}, {"kicker": "x"}, {"picture": "images/a.jpg"}, {"focus": (0, 50)}, {"credit": "x"}]
    )
    def test_it_changes_with_whatever_is_drawn(self, change):
        assert card(**change).digest != card().digest

    def test_no_two_cards_share_it_by_moving_a_border(self):
        assert card("b", kicker="a c").digest != card("c b", kicker="a").digest
