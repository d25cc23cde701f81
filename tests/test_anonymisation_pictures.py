"""Pictures: what is written beside the pixels is found, and every pixel is handed on to be read."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from leaking_pictures import PLACES, exif, saved, segment
from office_parts import metafile
from PIL import Image

from reviews.anonymisation import metafiles, pictures
from reviews.anonymisation.rules import Level, level_of
from reviews.anonymisation.surfaces import Collector, Refusal

NAME = "Perran Trevaskis"
TWIN = "Quiet Harbourside"


def read(data: bytes) -> Collector:
    into = Collector()
    pictures.read(data, into)
    return into


def says(into: Collector, name: str) -> bool:
    return any(name in surface.text for surface in into.surfaces)


@pytest.mark.parametrize("place", PLACES)
def test_a_name_beside_the_pixels_is_found(place):
    assert says(read(PLACES[place](NAME)), NAME)


@pytest.mark.parametrize("place", PLACES)
def test_the_twin_raises_no_alarm(place):
    twin = read(PLACES[place](TWIN))
    assert not says(twin, NAME)
    assert all(level_of(fault.rule) < Level.BLOCK for fault in twin.faults)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "TIFF", "WEBP", "BMP", "JPEG2000", "AVIF"])
def test_every_kind_is_handed_on_and_a_plain_one_says_nothing(kind):
    into = read(saved(kind))
    assert len(into.pictures) == 1
    with Image.open(io.BytesIO(into.pictures[0].data)) as image:
        assert image.size == (40, 30)
    assert into.faults == []


def test_all_frames_are_handed_on():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    for kind in ("GIF", "TIFF", "WEBP", "PNG"):
        data = saved(kind, frames[0], save_all=True, append_images=frames[1:])
        assert len(read(data).pictures) == 3


def test_a_turned_picture_is_handed_on_upright():
    data = saved("JPEG", exif=exif(274, 6))
    with Image.open(io.BytesIO(read(data).pictures[0].data)) as image:
        assert image.size == (30, 40)


def test_what_is_see_through_is_shown_on_white_on_black_and_bare():
    image = Image.new("RGBA", (20, 20), (255, 255, 255, 0))
    image.putpixel((3, 3), (255, 255, 255, 255))
    image.putpixel((9, 9), (0, 0, 0, 0))
    assert len(read(saved("PNG", image)).pictures) == 3


def test_the_thumbnail_is_a_picture_of_its_own():
    thumbnail = saved("JPEG", Image.new("RGB", (16, 12), "white"))
    head = struct.pack("<2sHIHI", b"II", 42, 8, 0, 14)
    entries = struct.pack("<HHHIIHHIII", 2, 513, 4, 1, 44, 514, 4, 1, len(thumbnail), 0)
    body = b"Exif\0\0" + head + entries + thumbnail
    at = body.index(thumbnail) - 6
    body = body.replace(struct.pack("<HHII", 513, 4, 1, 44), struct.pack("<HHII", 513, 4, 1, at))
    assert len(read(segment(0xE1, body)).pictures) == 2


def test_a_second_picture_after_the_end_is_handed_on():
    into = read(saved("JPEG") + saved("JPEG", Image.new("RGB", (64, 64), "white")))
    assert len(into.pictures) == 2
    assert [fault.rule for fault in into.faults] == ["attachment"]


def test_a_place_on_earth_is_told():
    gps = Image.Exif()
    gps.get_ifd(0x8825).update({1: "N", 2: (51.0, 32.0, 16.0), 3: "E", 4: (0.0, 42.0, 43.0)})
    assert says(read(saved("JPEG", exif=gps.tobytes())), "Position 51.53778 N 0.71194 E")


def test_a_huge_picture_is_refused_before_it_is_opened():
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + head
    data += struct.pack(">I", zlib.crc32(b"IHDR" + head))
    data += struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    with pytest.raises(Refusal) as refused:
        read(data)
    assert refused.value.rule == "too-large"


@pytest.mark.parametrize("data", [b"", b"not a picture", b"\x89PNG\r\n\x1a\nnothing", b"GIF89a"])
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(Refusal):
        read(data)


def test_words_drawn_by_numbers_of_shapes_stop_the_file():
    data = bytearray(metafile(NAME))
    struct.pack_into("<I", data, 88 + 36 + 16, 0x10)
    with pytest.raises(Refusal) as refused:
        metafiles.read(bytes(data), Collector())
    assert refused.value.rule == "unknown-type"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_picture_is_read_or_refused(data):
    place = data.draw(st.sampled_from(sorted(PLACES)))
    whole = bytearray(PLACES[place](NAME))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(whole) // 2, len(whole)))
    try:
        read(bytes(whole[:cut]))
    except Refusal as refusal:
        assert refusal.sentence
