"""What becomes of an upload: only pixels go on, and only those of a picture."""

import io
import resource

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageStat

from tests.pictures.made import KINDS, SECRET, archive, bomb, drawn, exif, upload
from webapp.pictures import processing
from webapp.pictures.refusals import (
    Damaged,
    Moving,
    NotAPicture,
    Refused,
    TooHeavy,
    TooLong,
    TooManyPixels,
    TooSmall,
    TwoInOne,
)

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
WHITE = (255, 255, 255)


def copies(data: bytes) -> list[processing.Copy]:
    return list(processing.copies(processing.read(data)))


def near(one: tuple[int, ...], other: tuple[int, ...], by: int = 12) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_becomes_avif_webp_and_jpeg_of_the_same_picture(kind: str):
    made = copies(upload(kind, drawn(1000, 500)))
    assert [(one.width, one.ending) for one in made] == [
        (width, ending) for width in (480, 1000) for ending in ("avif", "webp", "jpg")
    ]
    for one in made:
        with Image.open(io.BytesIO(one.content)) as image:
            assert image.size == (one.width, one.width // 2)
            wanted = drawn(1000, 500).resize(image.size)
            apart = ImageChops.difference(image.convert("RGB"), wanted)
            assert max(ImageStat.Stat(apart).mean) < 6


@pytest.mark.parametrize("kind", KINDS)
def test_where_and_when_it_was_taken_is_nowhere_in_the_copies(kind: str):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    words = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    data = upload(kind, exif=exif(), icc_profile=profile, xmp=words)
    if kind == "JPEG":
        data = upload(kind, exif=exif(), icc_profile=profile, xmp=words, comment=SECRET)
    assert SECRET in data, "the upload does not have what is to be removed"
    for one in copies(data):
        assert SECRET not in one.content
        assert b"Exif" not in one.content and b"xmp" not in one.content
        with Image.open(io.BytesIO(one.content)) as image:
            assert not image.getexif()
            assert not {"exif", "xmp", "icc_profile", "comment"} & image.info.keys()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_however_the_telephone_was_held(kind: str, orientation: int):
    as_seen = drawn(400, 560)
    back = {5: 5, 6: 8, 7: 7, 8: 6}.get(orientation, orientation)
    turn = processing.UPRIGHT.get(back)
    stored = as_seen.transpose(turn) if turn is not None else as_seen
    found = processing.read(upload(kind, stored, exif=exif(orientation))).pixels
    assert found.size == (400, 560)
    assert max(ImageStat.Stat(ImageChops.difference(found, as_seen)).mean) < 4


def test_a_heic_stands_upright():
    stored = drawn(400, 560).transpose(Image.Transpose.ROTATE_90)
    found = processing.read(upload("HEIF", stored, exif=exif(6).tobytes())).pixels
    assert found.size == (400, 560)
    assert near(found.getpixel((200, 20)), (200, 30, 20), 25)


def test_colours_are_brought_to_srgb():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # A profile that calls red what is green.
    swapped = srgb.replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")
    image = Image.new("RGB", (400, 400), (200, 10, 10))
    for kind in KINDS:
        found = processing.read(upload(kind, image, icc_profile=swapped)).pixels
        assert near(found.getpixel((200, 200)), (10, 200, 10))


def test_a_profile_of_another_kind_of_picture_is_left_aside():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    image = Image.new("RGB", (400, 400), (100, 200, 100))
    for profile in (lab, b"broken"):
        found = processing.read(upload("PNG", image, icc_profile=profile)).pixels
        assert found.getpixel((200, 200)) == (100, 200, 100)


def test_what_is_transparent_becomes_white():
    image = Image.new("RGBA", (400, 400), (255, 0, 0, 0))
    image.paste((0, 0, 255, 255), (0, 0, 200, 400))
    for kind in ("PNG", "WEBP"):
        found = processing.read(upload(kind, image)).pixels
        assert near(found.getpixel((300, 200)), WHITE)
        assert near(found.getpixel((100, 200)), (0, 0, 255))
    indexed = processing.read(upload("PNG", image.quantize(4), transparency=0))
    assert indexed.pixels.mode == "RGB"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_every_way_of_storing_colours_is_read(mode: str):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    grey = Image.new("L", (400, 400), 0)
    grey.paste(255, (0, 0, 200, 400))
    image = grey.convert("RGB").convert(mode)
    if mode == "I;16":
        image = grey.convert("I").point(lambda value: value * 200).convert(mode)
    found = processing.read(upload(kind, image)).pixels
    assert near(found.getpixel((300, 200)), (0, 0, 0))
    assert near(found.getpixel((100, 200)), (199, 199, 199) if mode == "I;16" else WHITE)


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (320, (320,)),
        (500, (500,)),
        (700, (480, 700)),
        (1000, (480, 1000)),
        (1500, (480, 960, 1500)),
        (1600, (480, 960, 1600)),
        (4000, (480, 960, 1600)),
    ],
)
def test_nothing_is_made_larger_than_it_was(width: int, widths: tuple[int, ...]):
    master = processing.read(upload("PNG", Image.new("RGB", (width, width // 2))))
    assert processing.widths(master.pixels.width) == widths


def test_the_same_picture_has_the_same_name_and_another_has_another():
    names = [processing.read(upload("PNG", drawn(seed=seed))).name for seed in (1, 1, 2)]
    assert names[0] == names[1] != names[2]
    hidden = processing.read(upload("PNG", drawn(seed=1), exif=exif()))
    assert hidden.name == names[0]


def test_an_ultra_bright_jpeg_of_a_telephone_is_its_first_picture():
    file = io.BytesIO()
    drawn().save(file, "MPO", save_all=True, append_images=[drawn(320, 240)])
    assert processing.read(file.getvalue()).pixels.size == (640, 480)


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "PDF", "ICO", "AVIF", "JPEG2000"])
def test_other_kinds_of_pictures_are_refused(kind: str):
    with pytest.raises(NotAPicture):
        processing.read(upload(kind))


@pytest.mark.parametrize(
    "data", [b"", b"\x00" * 100, SVG, b"<!doctype html><script>", archive(), b"MZ" + bytes(500)]
)
def test_what_is_no_picture_is_refused(data: bytes):
    with pytest.raises(NotAPicture):
        processing.read(data)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_moving_pictures_are_refused(kind: str):
    with pytest.raises(Moving):
        processing.read(upload(kind, save_all=True, append_images=[drawn(seed=9)]))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("kept", [0.02, 0.5, 0.97])
def test_a_picture_that_is_cut_off_is_refused(kind: str, kept: float):
    data = upload(kind)
    with pytest.raises(Damaged):
        processing.read(data[: max(20, int(len(data) * kept))])


@pytest.mark.parametrize(
    "rest",
    [
        archive(),
        b"<html><body onload=alert(1)>",
        b"<SCRIPT >alert(1)</SCRIPT>",
        b"<?php system($_GET['c']); ?>",
        b"%PDF-1.7 ",
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_is_also_something_else_is_refused(kind: str, rest: bytes):
    with pytest.raises(TwoInOne):
        processing.read(upload(kind) + rest)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_hangs_on_behind_a_picture_is_left_behind(kind: str):
    tail = b"ftypmp42" + SECRET * 50
    for one in copies(upload(kind) + tail):
        assert SECRET not in one.content


def test_a_bomb_is_refused_by_its_header_alone():
    data = bomb()
    assert len(data) < 1_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(TooManyPixels):
        processing.read(data)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 50_000, f"{grown} kB for a picture that was not to be unpacked"


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_little_too_many_pixels_are_too_many():
    for side in (5_200, 7_300, 9_000):
        with pytest.raises(TooManyPixels):
            processing.read(bomb(side))


def test_a_jpeg_with_a_thousand_scans_is_refused():
    data = upload("JPEG", progressive=True)
    scan = data[data.rindex(b"\xff\xda") : -2]
    with pytest.raises(Damaged):
        processing.read(data[:-2] + scan * 1000 + data[-2:])


def test_fifteen_megabytes_are_the_most():
    data = upload("JPEG")
    filled = data + bytes(processing.MOST_BYTES - len(data))
    assert processing.read(filled).pixels.size == (640, 480)
    with pytest.raises(TooHeavy):
        processing.read(filled + b"\0")


def test_too_narrow_and_too_long_are_refused():
    for size in ((319, 319), (200, 2000)):
        with pytest.raises(TooSmall):
            processing.read(upload("PNG", Image.new("RGB", size)))
    for size in ((320, 1601), (3200, 639)):
        with pytest.raises(TooLong):
            processing.read(upload("PNG", Image.new("RGB", size)))


GOOD = {kind: upload(kind, drawn(320, 240), exif=exif()) for kind in KINDS}


@settings(max_examples=150)
@given(
    kind=st.sampled_from(KINDS),
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=8)), max_size=6),
    cut=st.floats(0.1, 1),
)
def test_whatever_is_done_to_a_file_it_is_read_or_refused(
    kind: str, changes: list[tuple[float, bytes]], cut: float
):
    data = bytearray(GOOD[kind])
    for where, put in changes:
        at = int(where * len(data))
        data[at : at + len(put)] = put
    try:
        master = processing.read(bytes(data[: int(cut * len(data)) + 1]))
    except Refused:
        return
    assert master.pixels.mode == "RGB" and master.pixels.width >= processing.LEAST_WIDTH
