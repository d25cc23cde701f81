"""A register for a test, and what it finds."""

from reviews.anonymisation.identifiers import Identifier
from reviews.anonymisation.register import (
    Register,
    allowed_tags,
    review_key,
    tags_of,
)
from reviews.anonymisation.surfaces import Surface

SECRET = b"fictional secret of 32 bytes ..."
KEY = review_key(SECRET, "review")


def register(*names: str, allowed: tuple[str, ...] = (), **others: str) -> Register:
    identifiers = [Identifier("name", name) for name in names]
    identifiers += [Identifier(kind, value) for kind, value in others.items()]
    passes = allowed_tags(allowed, KEY) if allowed else None
    return Register(KEY, [tags_of(identifiers, KEY)], passes)


def found(register: Register, *texts: str, name: str = "page") -> list[tuple[str, str]]:
    surfaces = [Surface(name, text, page) for page, text in enumerate(texts, 1)]
    level = {"protected-identifier": "block", "close-to-identifier": "review"}
    return [(level[one.rule], one.text) for one in register.scan(surfaces)]


MARION = register("Marion Elizabeth Trewhella")
