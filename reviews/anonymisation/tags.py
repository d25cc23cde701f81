"""Keyed tags: all that is kept of what an officer entered.

What may be learned from stored tags without the key: how many there are, of which kind and strength,
how many letters each term has, and that some terms begin or end with the same three or four letters.
"""

import hashlib
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from reviews.anonymisation.folding import fold
from reviews.anonymisation.identifiers import Identifier, expand
from reviews.anonymisation.terms import EMBEDDED_FROM, KINDS, Strength, Term

TAG_SIZE = 16
HEAD = 4
END = 3
_MAGIC = b"SETDAB tags 1\n"
_COUNTS = struct.Struct(">5I")
_TERM = struct.Struct(">16sBBBB")
_NEAR = struct.Struct(">16sB")
_DATE = struct.Struct(">16sBB")
_PIECE = struct.Struct(">8sB")


class Worth(NamedTuple):
    strength: Strength
    kind: int
    many: bool
    length: int


def review_key(secret: bytes, review: str) -> bytes:
    """``secret`` is of 32 bytes and more, and is kept apart from the database and its backups."""
    if len(secret) < 32:
        raise ValueError("The secret of the register has to be 32 bytes long at least.")
    digest = hashlib.blake2b(secret, person=b"setdab-secret", digest_size=32).digest()
    return hashlib.blake2b(
        review.encode(), key=digest, person=b"setdab-review", digest_size=32
    ).digest()


def fingerprint(key: bytes, rule: str, text: str) -> str:
    """The same for every way of writing the same letters, so that a decision on it holds."""
    letters = fold(text) or text.strip()
    message = rule.encode() + b"\0" + letters.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(message, key=key, person=b"decision", digest_size=TAG_SIZE).hexdigest()


def hasher(key: bytes, use: bytes, size: int = TAG_SIZE) -> Callable[[str], bytes]:
    start = hashlib.blake2b(key=key, person=use, digest_size=size)

    def tag(text: str) -> bytes:
        state = start.copy()
        state.update(text.encode("utf-8", "surrogatepass"))
        return state.digest()

    return tag


class Hashers:
    def __init__(self, key: bytes) -> None:
        self.term = hasher(key, b"term")
        self.near = hasher(key, b"near")
        self.date = hasher(key, b"date")
        self.head = hasher(key, b"head", 8)
        self.first = hasher(key, b"first", 8)
        self.last = hasher(key, b"last", 8)


@dataclass
class TagSet:
    """``heads``, ``firsts`` and ``lasts`` tell where in a text a term of which length may stand."""

    terms: dict[bytes, Worth] = field(default_factory=dict)
    near: dict[bytes, int] = field(default_factory=dict)
    dates: dict[bytes, tuple[Strength, int]] = field(default_factory=dict)
    heads: set[tuple[bytes, int]] = field(default_factory=set)
    ends: set[tuple[bytes, int]] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.terms) + len(self.near) + len(self.dates)

    def add(self, other: "TagSet") -> None:
        for tag, worth in other.terms.items():
            mine = self.terms.get(tag)
            if mine is None or (worth.strength, worth.many) > (mine.strength, mine.many):
                self.terms[tag] = worth
        self.near = other.near | self.near
        for tag, found in other.dates.items():
            self.dates[tag] = max(found, self.dates.get(tag, found))
        self.heads |= other.heads
        self.ends |= other.ends

    def dump(self) -> bytes:
        parts = [
            [
                _TERM.pack(tag, w.length, w.strength, w.kind, w.many)
                for tag, w in self.terms.items()
            ],
            [_NEAR.pack(tag, kind) for tag, kind in self.near.items()],
            [_DATE.pack(tag, *found) for tag, found in self.dates.items()],
            [_PIECE.pack(*piece) for piece in self.heads],
            [_PIECE.pack(*piece) for piece in self.ends],
        ]
        counts = _COUNTS.pack(*map(len, parts))
        return _MAGIC + counts + b"".join(record for part in parts for record in sorted(part))

    @classmethod
    def load(cls, data: bytes) -> "TagSet":
        """Raises ValueError for anything but a whole dump."""
        data = bytes(data)
        body = len(_MAGIC) + _COUNTS.size
        if not data.startswith(_MAGIC) or len(data) < body:
            raise ValueError("These are no tags of a register.")
        counts = _COUNTS.unpack_from(data, len(_MAGIC))
        layouts = (_TERM, _NEAR, _DATE, _PIECE, _PIECE)
        sizes = [count * layout.size for count, layout in zip(counts, layouts, strict=True)]
        if len(data) != body + sum(sizes):
            raise ValueError("The tags of the register are cut off.")
        parts = []
        for layout, size in zip(layouts, sizes, strict=True):
            parts.append(list(layout.iter_unpack(data[body : body + size])))
            body += size
        return cls(
            {tag: Worth(Strength(s), kind, bool(many), n) for tag, n, s, kind, many in parts[0]},
            dict(parts[1]),
            {tag: (Strength(strength), kind) for tag, strength, kind in parts[2]},
            {(tag, length) for tag, length in parts[3]},
            {(tag, length) for tag, length in parts[4]},
        )


def tags_of(identifiers: Iterable[Identifier], key: bytes) -> TagSet:
    """Raises InvalidIdentifier."""
    hashers = Hashers(key)
    tags = TagSet()
    for identifier in identifiers:
        expansion = expand(identifier)
        kind = KINDS.index(identifier.kind)
        for term in expansion.terms:
            tags.add(_of_term(term, kind, hashers))
        for iso, strength in expansion.dates:
            tags.add(TagSet(dates={hashers.date(iso): (strength, kind)}))
    return tags


def allowed_tags(values: Iterable[str], key: bytes) -> TagSet:
    """Of the terms of a naming decision, letter by letter as they are, without any other form."""
    hashers = Hashers(key)
    tags = TagSet()
    for value in values:
        letters = fold(value)
        if letters:
            tags.add(_of_term(Term(letters, Strength.FIRM, many=" " in value.strip()), 0, hashers))
    return tags


def _of_term(term: Term, kind: int, hashers: Hashers) -> TagSet:
    letters = term.letters[:255]
    length = len(letters)
    tags = TagSet({hashers.term(letters): Worth(term.strength, kind, term.many, length)})
    if length >= HEAD:
        tags.heads.add((hashers.head(letters[:HEAD]), length))
    if term.fuzzy and length >= EMBEDDED_FROM:
        for near in slips(letters):
            tags.near[hashers.near(near)] = kind
        tags.ends.add((hashers.first(letters[:END]), length))
        tags.ends.add((hashers.last(letters[-END:]), length))
        if length == 2 * END:
            # The only slip that leaves neither end whole: the two letters in the middle swapped.
            tags.ends.add((hashers.first(letters[: END - 1] + letters[END]), length))
    return tags


def slips(letters: str) -> set[str]:
    """The letters and what is left of them when one is left out.

    Two texts that differ by one letter more, less, other or in another order share one of these.
    """
    without = {letters[:at] + letters[at + 1 :] for at in range(len(letters))}
    return without | {letters}
