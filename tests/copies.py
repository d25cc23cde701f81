"""Copies as they would be published, and what can be read in them."""

import re
from pathlib import Path

from PIL import ImageChops

from reviews.anonymisation import (
    accessibility,
    pdf_objects,
    pdf_revisions,
    pdf_shown,
    sanitise,
)
from reviews.anonymisation.surfaces import Collector

WORDS = "Zelda Quimberly"


def copy_of(data: bytes, tmp_path: Path, title: str = "The report") -> bytes:
    source, target = tmp_path / "source.pdf", tmp_path / "copy.pdf"
    source.write_bytes(data)
    sanitise.sanitise(source, target, title=title)
    return target.read_bytes()


def removed_from(data: bytes, tmp_path: Path) -> list[str]:
    source = tmp_path / "source.pdf"
    source.write_bytes(data)
    return sanitise.sanitise(source, tmp_path / "copy.pdf", title="The report")


def read(data: bytes) -> Collector:
    into = Collector()
    for reader in (pdf_objects, pdf_revisions, accessibility):
        reader.read(data, into)
    return into


def told(data: bytes) -> str:
    texts = [surface.text for surface in read(data).surfaces]
    return re.sub(r"[^a-z]", "", " ".join([*texts, *pdf_shown.page_texts(data)]).lower())


def assert_looks_the_same(data: bytes, copy: bytes) -> None:
    before, after = pdf_shown.opened(data), pdf_shown.opened(copy)
    assert len(before) == len(after)
    for number in range(len(before)):
        one, other = (
            pdf_shown.drawn(document, number, annotations=False) for document in (before, after)
        )
        assert ImageChops.difference(one, other).getbbox() is None
