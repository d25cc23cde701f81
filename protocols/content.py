"""The canonical content of an agreement's version: every public word, as one text with one digest.

The form is public and documented in ``docs/agreement-format.md``; a change of it is a new ``FORMAT``.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = "setdab-agreement/1"


class DigestMismatch(Exception):
    """The bytes are not those that were frozen."""


@dataclass(frozen=True)
class LegalLink:
    label: str
    url: str


@dataclass(frozen=True)
class Passage:
    """One part of a section. ``type`` says which of the rest are used."""

    type: str  # text, data_fields, legal_reference, definition
    html: str = ""
    text: str = ""
    caption: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    links: tuple[LegalLink, ...] = ()


@dataclass(frozen=True)
class Section:
    number: int | None
    title: str
    passages: tuple[Passage, ...] = ()

    @property
    def heading(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title


@dataclass(frozen=True)
class AgreementContent:
    """What the public may read of an agreement. Its partners are not here: they are drawn live."""

    slug: str
    title: str
    kind: str
    category: str
    purpose: str
    lead_partner: str
    agreement_owner: str
    authors: tuple[str, ...]
    owners: tuple[str, ...]
    status: str
    version: str
    version_date: str
    review_date: str | None
    parent_title: str
    parent_url: str
    parent_note: str
    return_to: str
    published_at: str
    approver_roles: tuple[str, ...]
    notice: str
    summary: str
    sections: tuple[Section, ...]
    partners_title: str
    legislation_title: str
    legislation: tuple[Section, ...]
    what_changed: str
    what_to_do: str

    def all_sections(self) -> Iterator[Section]:
        yield from self.sections
        yield from self.legislation


def canonical_json(content: AgreementContent) -> str:
    """Keys in order, no spaces, NFC, and only what JSON must escape is escaped."""
    value = _normalised({"format": FORMAT, **asdict(content)})
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(body: str) -> str:
    """SHA-256 of the UTF-8 bytes, as lower-case hex."""
    return hashlib.sha256(body.encode()).hexdigest()


def read_content(body: str, *, digest: str, slug: str) -> AgreementContent:
    """Raises ``DigestMismatch`` where the text, or the slug kept beside it, is another."""
    if digest_of(body) != digest:
        raise DigestMismatch("content")
    value = json.loads(body)
    if value.pop("format") != FORMAT or value["slug"] != slug:
        raise DigestMismatch("format or slug")
    for name in ("authors", "owners", "approver_roles"):
        value[name] = tuple(value[name])
    for name in ("sections", "legislation"):
        value[name] = tuple(_section(section) for section in value[name])
    return AgreementContent(**value)


def _section(value: dict[str, Any]) -> Section:
    passages = tuple(_passage(passage) for passage in value["passages"])
    return Section(number=value["number"], title=value["title"], passages=passages)


def _passage(value: dict[str, Any]) -> Passage:
    return Passage(
        type=value["type"],
        html=value["html"],
        text=value["text"],
        caption=value["caption"],
        head=tuple(value["head"]),
        rows=tuple(tuple(row) for row in value["rows"]),
        links=tuple(LegalLink(**link) for link in value["links"]),
    )


def _normalised(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).replace("\r\n", "\n")
    if isinstance(value, dict):
        return {name: _normalised(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_normalised(inner) for inner in value]
    return value
