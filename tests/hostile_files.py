"""Files that mean harm to whoever reads them: handmade ones, and good ones spoiled at random."""

import io
import random
import re
from collections.abc import Iterator
from functools import partial

import hostile_paintings  # noqa: F401  (fills the register)
import hostile_parts  # noqa: F401  (fills the register)
import hostile_structures  # noqa: F401  (fills the register)
import pikepdf
from hostile import SEED, WORST, Maker, good_image, small_docx, unpacked
from pdf_parts import annotation, field, jpeg, picture, plain_pdf, saved, shows
from pikepdf import Dictionary, Name, String

SPOILED = 500


def good_pdf() -> bytes:
    pdf = plain_pdf(1)
    pdf.pages[0].obj.Resources.XObject = Dictionary(I0=picture(pdf, jpeg("a chart")))
    pdf.pages[0].contents_add(b"q 120 0 0 40 72 300 cm /I0 Do Q")
    annotation(pdf, "Link", A=Dictionary(S=Name.URI, URI=String("https://example.org/")))
    field(pdf, shown=shows("ticked"))
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Chapter", 0))
    return unpacked(pdf)


def packed_pdf() -> bytes:
    with pikepdf.open(io.BytesIO(good_pdf())) as pdf:
        return saved(pdf, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def everything() -> Iterator[tuple[str, Maker]]:
    """The handmade ones, then the spoiled ones: the same files every time, each with its name."""
    yield from WORST.items()
    chance = random.Random(SEED)
    goods = [
        ("pdf", good_pdf()),
        ("pdf", packed_pdf()),
        ("docx", small_docx()),
        ("png", good_image()),
        ("jpg", jpeg("a chart")),
    ]
    weights = [8, 6, 3, 1, 1]
    for number in range(SPOILED):
        ending, data = chance.choices(goods, weights)[0]
        way = chance.choice(WAYS)
        yield (
            f"{number}-{way.__name__.strip('_')}.{ending}",
            partial(way, data, random.Random(chance.random())),
        )


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _cut_out(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.randrange(1, 200) :]


def _flip_bits(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randrange(1, 30)):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _noise(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    noise = chance.randbytes(chance.randrange(1, 100))
    return data[:at] + noise + data[at + len(noise) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    part = data[at : at + chance.randrange(1, 300)]
    return data[:at] + part * chance.randrange(2, 50) + data[at:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    one, two, three = sorted(chance.sample(range(len(data)), 3))
    return data[:one] + data[two:three] + data[one:two] + data[three:]


def _other_numbers(data: bytes, chance: random.Random) -> bytes:
    """Lengths, offsets, sizes and references are numbers: one in five is another one."""
    strange = (b"0", b"-1", b"1", b"3", b"7", b"65536", b"2147483647", b"-2147483648", b"1e9")
    return re.sub(
        rb"(?<=[ \[])\d+(?=[ \]\n/>])",
        lambda found: chance.choice(strange) if chance.random() < 0.1 else found[0],
        data,
    )


def _other_names(data: bytes, chance: random.Random) -> bytes:
    names = list(set(re.findall(rb"/[A-Z][A-Za-z]+", data))) or [b"/X"]
    return re.sub(
        rb"/[A-Z][A-Za-z]+",
        lambda found: chance.choice(names) if chance.random() < 0.05 else found[0],
        data,
    )


def _other_references(data: bytes, chance: random.Random) -> bytes:
    return re.sub(
        rb"\d+ 0 R",
        lambda found: b"%d 0 R" % chance.randrange(25) if chance.random() < 0.2 else found[0],
        data,
    )


def _doubled(data: bytes, chance: random.Random) -> bytes:
    return data + data[chance.randrange(len(data)) :]


WAYS = (
    _cut,
    _cut_out,
    _flip_bits,
    _noise,
    _repeat,
    _swap,
    _other_numbers,
    _other_names,
    _other_references,
    _doubled,
)
