"""Pictures: what is let in, what is left behind, and what hostile bytes may do (nothing)."""

import re
import struct
import zlib
from io import BytesIO

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from articles.lib import images
from articles.lib.images import BadPicture, Picture, sanitise

SECRET = b"SECRET-POSITION"
quiet = pytest.mark.filterwarnings("ignore")  # Pillow warns about what it then survives
FORMATS = ["JPEG", "PNG", "WEBP", "AVIF", "GIF"]
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + SECRET + b"</x:xmpmeta>"


def encoded(image, format, **options):
    target = BytesIO()
    image.save(target, format, **options)
    return target.getvalue()


def photo(width=60, height=40, mode="RGB"):
    """Many colours, without a random one."""
    across = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (across, across.rotate(180), Image.radial_gradient("L").resize((width, height)))).convert(
        mode
    )


def speckled(width, height):
    """A picture of more colours than a drawing has."""
    pixels = bytes(value & 255 for n in range(width * height) for value in (n, n >> 8, n >> 16))
    return Image.frombytes("RGB", (width, height), pixels)


def exif(orientation=1):
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010E] = SECRET.decode()
    data.get_ifd(0x8825).update({1: "N", 2: (48.0, 0.0, 34.0), 3: "E", 4: (37.0, 48.0, 12.0), 29: SECRET.decode()})
    return data


def clean(data, **limits):
    return sanitise(BytesIO(data), **limits)


def refusal(data, **limits):
    with pytest.raises(BadPicture) as caught:
        clean(data, **limits)
    return caught.value.code


def opened(picture):
    image = Image.open(BytesIO(picture.data))
    image.load()
    assert image.size == (picture.width, picture.height)
    return image


def close_to(pixel, wanted, by=6):
    return all(abs(a - b) <= by for a, b in zip(pixel, wanted, strict=True))


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_declaring(width, height, body=b""):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b"")


def gif_of(frames, side):
    head = b"GIF89a" + struct.pack("<HHBBB", side, side, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return head + frame * frames + b";"


# What is let in


@pytest.mark.parametrize("format", FORMATS)
def test_every_accepted_kind_comes_out_as_a_web_picture(format):
    picture = clean(encoded(photo(), format))
    assert (picture.width, picture.height) == (60, 40)
    assert opened(picture).format == {".jpg": "JPEG", ".png": "PNG"}[picture.extension]


def test_a_photograph_becomes_a_jpeg_even_when_it_was_sent_as_a_png():
    assert clean(encoded(speckled(300, 300), "PNG")).extension == ".jpg"


@pytest.mark.parametrize("format", ["PNG", "WEBP", "GIF"])
def test_a_drawing_stays_sharp_as_a_png(format):
    drawing = Image.new("RGB", (40, 40), (200, 0, 0))
    drawing.putpixel((3, 3), (255, 255, 255))
    options = {"lossless": True} if format == "WEBP" else {}
    picture = clean(encoded(drawing, format, **options))
    assert picture.extension == ".png"
    assert opened(picture).convert("RGB").tobytes() == drawing.tobytes()


def test_a_grey_jpeg_stays_a_grey_jpeg():
    picture = clean(encoded(photo(mode="L"), "JPEG"))
    assert (picture.extension, opened(picture).mode) == (".jpg", "L")


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_transparency_is_kept(format):
    image = photo(mode="RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    picture = clean(encoded(image, format))
    result = opened(picture)
    assert (picture.extension, result.mode) == (".png", "RGBA")
    assert result.getchannel("A").getextrema()[0] < 10


def test_an_alpha_channel_that_hides_nothing_goes():
    image = speckled(300, 300)
    image.putalpha(255)
    assert clean(encoded(image, "PNG")).extension == ".jpg"


@pytest.mark.parametrize("format", ["PNG", "GIF"])
def test_a_palette_with_a_transparent_colour(format):
    image = Image.new("P", (10, 10), 1)
    image.putpalette([0, 0, 0, 250, 20, 30])
    image.putpixel((0, 0), 0)
    result = opened(clean(encoded(image, format, transparency=0)))
    assert (result.getpixel((0, 0)), result.getpixel((5, 5))) == ((0, 0, 0, 0), (250, 20, 30, 255))


def test_a_transparent_key_colour_in_a_plain_png():
    image = Image.new("RGB", (4, 4), (9, 8, 7))
    image.putpixel((0, 0), (1, 2, 3))
    result = opened(clean(encoded(image, "PNG", transparency=(1, 2, 3))))
    assert (result.getpixel((0, 0)), result.getpixel((1, 1))) == ((0, 0, 0, 0), (9, 8, 7, 255))


@pytest.mark.parametrize("transparency", [None, 0x8000])
def test_sixteen_bits_become_eight_without_being_clipped(transparency):
    image = Image.new("I;16", (4, 4), 0x8000)
    options = {} if transparency is None else {"transparency": transparency}
    assert opened(clean(encoded(image, "PNG", **options))).convert("L").getpixel((0, 0)) == 128


@pytest.mark.parametrize("mode", ["1", "LA", "L"])
def test_other_modes_of_png(mode):
    assert clean(encoded(photo(mode=mode), "PNG")).extension == ".png"


def test_a_cmyk_jpeg_becomes_rgb():
    result = opened(clean(encoded(Image.new("RGB", (16, 16), (200, 30, 30)).convert("CMYK"), "JPEG")))
    assert result.mode == "RGB"
    assert close_to(result.getpixel((8, 8)), (200, 30, 30), by=25)


@pytest.mark.parametrize("format", FORMATS)
def test_one_pixel(format):
    picture = clean(encoded(Image.new("RGB", (1, 1), (10, 20, 30)), format))
    assert (picture.width, picture.height) == (1, 1)


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP", "AVIF"])
def test_only_the_first_frame_of_an_animation_is_kept(format):
    red, blue = Image.new("RGB", (16, 16), (250, 0, 0)), Image.new("RGB", (16, 16), (0, 0, 250))
    result = opened(clean(encoded(red, format, save_all=True, append_images=[blue, red], duration=100)))
    assert getattr(result, "n_frames", 1) == 1
    assert close_to(result.convert("RGB").getpixel((8, 8)), (250, 0, 0), by=10)


def test_the_second_picture_of_a_telephone_is_dropped_and_does_not_count():
    data = encoded(photo(), "MPO", save_all=True, append_images=[photo(), photo()])
    result = opened(clean(data, max_pixels=60 * 40))
    assert (result.format, getattr(result, "n_frames", 1)) == ("JPEG", 1)


@pytest.mark.parametrize(
    ("size", "wanted"),
    [((2561, 10), (2560, 10)), ((300, 5120), (150, 2560)), ((6000, 1), (2560, 1)), ((2560, 9), (2560, 9))],
)
@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_large_pictures_are_scaled_down(format, size, wanted):
    picture = clean(encoded(Image.new("RGB", size, "teal"), format))
    assert (picture.width, picture.height) == wanted


# Turned the right way


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_orientation_6_swaps_the_sides(format):
    picture = clean(encoded(photo(60, 40), format, exif=exif(orientation=6)))
    assert (picture.width, picture.height) == (40, 60)


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, (0, 0)), (2, (1, 0)), (3, (1, 1)), (4, (0, 1)), (5, (0, 0)), (6, (1, 0)), (7, (1, 1)), (8, (0, 1))],
)
def test_the_marked_corner_goes_where_the_camera_says(orientation, corner):
    image = Image.new("RGB", (30, 20), "black")
    image.putpixel((0, 0), (255, 255, 255))
    result = opened(clean(encoded(image, "PNG", exif=exif(orientation)))).convert("L")
    place = (corner[0] * (result.width - 1), corner[1] * (result.height - 1))
    assert [p for p in ((x, y) for x in range(result.width) for y in range(result.height)) if result.getpixel(p)] == [
        place
    ]


@quiet
@pytest.mark.parametrize("broken", [b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0nonsense and more"])
def test_a_photograph_with_unreadable_exif_is_still_a_photograph(broken):
    assert clean(encoded(photo(), "JPEG", exif=broken)).width == 60


# What is left behind


def loaded_with_metadata(format):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"exif": exif(), "icc_profile": profile, "dpi": (72, 72)}
    if format == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", SECRET.decode())
        info.add_itxt("XML:com.adobe.xmp", XMP.decode())
        info.add_text("Raw", SECRET.decode(), zip=True)
        return encoded(photo(), format, pnginfo=info, **options)
    comment = {"comment": SECRET} if format == "JPEG" else {}
    return encoded(photo(), format, xmp=XMP, **comment, **options)


def with_segment(jpeg, marker, body):
    return jpeg[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_every_byte_of_metadata_is_dropped(format):
    data = loaded_with_metadata(format)
    before = Image.open(BytesIO(data))
    before.load()
    assert SECRET in data
    assert before.getexif().get_ifd(0x8825)[2] == (48.0, 0.0, 34.0)
    assert before.info["icc_profile"]

    picture = clean(data)
    after = opened(picture)
    assert SECRET not in picture.data
    assert not after.getexif()
    assert set(after.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    if picture.extension == ".png":
        assert set(png_chunks(picture.data)) == {b"IHDR", b"IDAT", b"IEND"}
    else:
        assert [segment for segment, _body in after.applist] == ["APP0"]


def png_chunks(data):
    position = 8
    while position < len(data):
        length, kind = struct.unpack(">I4s", data[position : position + 8])
        yield kind
        position += length + 12


def test_iptc_and_unknown_segments_are_dropped():
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(SECRET)) + SECRET
    data = with_segment(with_segment(encoded(photo(), "JPEG"), 0xED, iptc), 0xEB, SECRET)
    assert data.count(SECRET) == 2
    assert SECRET not in clean(data).data


def test_a_gif_comment_is_dropped():
    data = encoded(photo(), "GIF", comment=SECRET)
    assert SECRET in data
    assert SECRET not in clean(data).data


@pytest.mark.parametrize("format", FORMATS)
def test_a_polyglot_loses_its_other_tongue(format):
    script = b"<html><script>alert(1)</script><?php system($_GET[0]); ?>"
    picture = clean(encoded(photo(), format) + script)
    assert b"script" not in picture.data
    assert b"<?php" not in picture.data


def test_colours_under_full_transparency_are_erased():
    image = Image.new("RGBA", (8, 8), (10, 200, 30, 255))
    image.putpixel((0, 0), (250, 1, 2, 0))
    result = opened(clean(encoded(image, "PNG")))
    assert (result.getpixel((0, 0)), result.getpixel((1, 1))) == ((0, 0, 0, 0), (10, 200, 30, 255))


def swapped_profile():
    """A profile in which red and green have changed places, made from sRGB's own."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = data.index(b"rXYZ") + 4, data.index(b"gXYZ") + 4
    data[red : red + 8], data[green : green + 8] = data[green : green + 8], data[red : red + 8]
    return bytes(data)


@pytest.mark.parametrize(("mode", "format"), [("RGB", "JPEG"), ("RGB", "PNG"), ("RGBA", "PNG"), ("RGBA", "WEBP")])
def test_colours_are_converted_before_the_profile_goes(mode, format):
    colour = (220, 40, 60, 128)[: len(mode)]
    options = {"lossless": True} if format == "WEBP" else {}
    data = encoded(Image.new(mode, (16, 16), colour), format, icc_profile=swapped_profile(), **options)
    wanted = (40, 220, 60, 128)[: len(mode)]
    assert close_to(opened(clean(data)).getpixel((8, 8)), wanted)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("profile", [b"nonsense", swapped_profile()[:200], swapped_profile()])
def test_a_profile_that_does_not_fit_is_passed_over(mode, profile):
    assert clean(encoded(photo(mode=mode), "JPEG", icc_profile=profile)).width == 60


# What is refused

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NOT_PICTURES = {
    "empty": b"",
    "text": b"Not a photograph at all.",
    "svg": SVG,
    "svg with a prologue": b'<?xml version="1.0"?>\n' + SVG,
    "html": b"<!doctype html><script>alert(1)</script>",
    "php": b"<?php phpinfo();",
    "bmp": encoded(Image.new("RGB", (4, 4)), "BMP"),
    "tiff": encoded(Image.new("RGB", (4, 4)), "TIFF"),
    "ico": encoded(Image.new("RGB", (16, 16)), "ICO"),
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "pdf": b"%PDF-1.7\n",
}
HEADERS = {
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF\0",
    "png": b"\x89PNG\r\n\x1a\n",
    "gif": b"GIF89a",
    "webp": b"RIFF\x40\0\0\0WEBPVP8 ",
    "avif": b"\0\0\0\x1cftypavif\0\0\0\0avifmif1",
}


@pytest.mark.parametrize("name", NOT_PICTURES)
def test_what_is_no_picture_of_an_accepted_kind(name):
    assert refusal(NOT_PICTURES[name]) == "not_a_picture"


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("name", ["html", "svg", "php", "empty"])
def test_a_borrowed_header_opens_no_door(header, name):
    assert refusal(header + NOT_PICTURES[name]) in {"not_a_picture", "broken", "too_many_pixels"}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_truncated_picture(format, kept):
    data = encoded(speckled(90, 90), format)
    assert refusal(data[: int(len(data) * kept)]) in {"broken", "not_a_picture"}


@quiet
@pytest.mark.parametrize("side", [7_746, 10_000, 30_000, 2**31 - 1])
def test_a_png_that_declares_huge_dimensions(side):
    assert refusal(png_declaring(side, side)) in {"too_many_pixels", "broken"}


def test_a_png_that_holds_less_than_it_declares():
    assert refusal(png_declaring(1000, 1000, b"\0" * 100)) == "broken"


def test_a_png_with_a_wrong_checksum():
    data = bytearray(png_declaring(2, 2, b"\0" * 14))
    assert clean(bytes(data)).width == 2
    data[-13] ^= 1
    assert refusal(bytes(data)) == "broken"


def test_a_png_whose_text_unpacks_to_a_mountain():
    mountain = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(80_000_000), 9))
    data = png_declaring(2, 2, b"\0" * 14)
    assert refusal(data[:33] + mountain + data[33:]) == "broken"


def test_frames_count():
    assert refusal(gif_of(5_000, side=200)) == "too_many_pixels"
    assert clean(gif_of(5_000, side=1)) == clean(gif_of(1, side=1))


def test_a_jpeg_of_endless_scans():
    data = encoded(photo(), "JPEG", progressive=True)
    last = data[data.rindex(b"\xff\xda") : -2]
    assert clean(data).width == 60
    assert refusal(data[:-2] + last * 60 + data[-2:]) == "broken"


def test_markers_inside_a_thumbnail_are_no_scans():
    data = with_segment(encoded(photo(), "JPEG"), 0xEB, b"\xff\xda\x00\x02" * 500 + b"\xff\xd9")
    assert clean(data + b"\x00\x02" + b"\xff\xda\x00\x02" * 500).width == 60


def test_the_pixel_limit_is_inclusive():
    data = encoded(photo(60, 40), "PNG")
    assert clean(data, max_pixels=2400).width == 60
    assert refusal(data, max_pixels=2399) == "too_many_pixels"


class Upload(BytesIO):
    """An upload that lies about its size, gives little at a time, and was already read once."""

    size = 10
    given = 0

    def read(self, size=-1):
        data = super().read(min(size, 1000) if size >= 0 else 1000)
        self.given += len(data)
        return data


def test_the_declared_size_is_not_believed():
    upload = Upload(bytes(50_000))
    with pytest.raises(BadPicture) as caught:
        sanitise(upload, max_bytes=10_000)
    assert (caught.value.code, upload.given) == ("too_heavy", 10_001)


def test_a_file_of_exactly_the_limit_passes_even_if_it_was_read_before():
    data = encoded(photo(), "PNG")
    upload = Upload(data)
    upload.seek(7)
    assert sanitise(upload, max_bytes=len(data)).width == 60


def test_a_reading_error_is_ours_and_not_the_editors():
    class Disk(BytesIO):
        def read(self, size=-1):
            raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        sanitise(Disk())


def test_the_refusal_says_what_to_do():
    with translation.override("en"), pytest.raises(BadPicture) as caught:
        clean(bytes(2**20 + 1), max_bytes=2**20)
    with translation.override("en"):
        assert str(caught.value) == caught.value.message == "This file is too heavy: 1 MB at most."


# Whatever comes in, only BadPicture comes out

SAMPLES = [encoded(photo(24, 16), format) for format in FORMATS] + [loaded_with_metadata(f) for f in ("JPEG", "PNG")]
fuzz = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)


def survives(data):
    try:
        picture = clean(data)
    except BadPicture:
        return
    assert isinstance(picture, Picture)
    opened(picture)


@pytest.mark.slow
@quiet
@fuzz
@given(st.sampled_from([*HEADERS.values(), b""]), st.binary(max_size=400))
def test_random_bytes(header, data):
    survives(header + data)


@pytest.mark.slow
@quiet
@fuzz
@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), min_size=1, max_size=6),
)
def test_mutated_pictures(sample, changes):
    data = bytearray(sample)
    for place, patch in changes:
        start = int(place * len(sample))
        data[start : start + len(patch)] = patch
    survives(bytes(data))


@pytest.mark.slow
@quiet
@fuzz
@given(st.sampled_from(SAMPLES), st.sampled_from(SAMPLES), st.floats(0, 1), st.floats(0, 1))
def test_spliced_pictures(head, tail, cut, join):
    survives(head[: int(cut * len(head))] + tail[int(join * len(tail)) :])


# Renditions


@pytest.mark.parametrize(
    ("width", "widths"),
    [(1, [1]), (319, [319]), (320, [320]), (700, [320, 480, 640]), (2560, [320, 480, 640, 960, 1280])],
)
def test_widths_for(width, widths):
    assert images.widths_for(width) == widths


@pytest.mark.parametrize("format", images.FORMATS)
@pytest.mark.parametrize("source", ["JPEG", "PNG"])
def test_a_rendition_has_its_width_and_its_shape(format, source):
    small = Image.open(BytesIO(images.rendition(encoded(photo(1200, 800), source), 480, format)))
    assert (small.format, small.size) == (format.upper(), (480, 320))


@pytest.mark.parametrize("format", images.FORMATS)
def test_a_rendition_keeps_transparency(format):
    image = photo(400, 200, mode="RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    small = Image.open(BytesIO(images.rendition(encoded(image, "PNG"), 320, format)))
    assert small.mode == "RGBA"
    assert small.getchannel("A").getextrema()[0] < 20


@pytest.mark.parametrize("format", images.FORMATS)
@pytest.mark.parametrize(("size", "wanted"), [((1, 1), (1, 1)), ((2560, 1), (320, 1)), ((1, 2560), (1, 2560))])
def test_renditions_of_extreme_shapes(format, size, wanted):
    data = encoded(Image.new("L", size), "PNG")
    width = images.widths_for(size[0])[0]
    assert Image.open(BytesIO(images.rendition(data, width, format))).size == wanted


def test_names():
    assert images.rendition_name("images/ab12cd.jpg", 640, "avif") == "images/ab12cd-640.avif"
    assert images.rendition_name("images.d/ab12cd", 320, "webp") == "images.d/ab12cd-320.webp"
    assert re.fullmatch(r"images/[0-9a-f]{32}\.jpg", images.random_name(".jpg"))
    assert len({images.random_name(".png") for _ in range(50)}) == 50
