"""Which names of a PDF are the format's own words, and which could be somebody's."""

import functools
import re
from pathlib import Path

LISTS = Path(__file__).with_name("lists")
_GENERATED = re.compile(
    r"(?:[A-Za-z]{1,4}|glyph|cid|gid|uni|Image|Font|Form|Pattern|Shading|XObject|Meta)[_.-]?[0-9A-F]*"
    r"(?:[_.-][0-9]+)*"
)
_DIGEST = re.compile(r"[0-9A-Fa-f]{16,}")
_SUBSET = re.compile(r"\A[A-Z]{6}\+")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


@functools.cache
def _words(name: str) -> frozenset[str]:
    lines = (LISTS / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())


def is_ordinary(name: str) -> bool:
    """A name (without its slash) of the format, of a program's counting, or too short to tell."""
    if len(name) < 3 or name in _words("pdf_names.txt"):
        return True
    if _DIGEST.fullmatch(name):
        return True
    return name[-1:].isdigit() and _GENERATED.fullmatch(name) is not None


def is_ordinary_key(key: str) -> bool:
    return key.removeprefix("/") in _words("pdf_names.txt")


def typeface_text(name: str) -> str:
    """A font's name without its subset tag and without the family of an ordinary typeface."""
    name = _SUBSET.sub("", name)
    families = _words("typefaces.txt")
    family, *style = re.split(r"[-,]", name, maxsplit=1)
    words = family.split() if " " in family else _WORD.findall(family) or [family]
    if family in families:
        words = []
    elif words and words[0] in families:
        words = words[1:]
    else:
        words = [family]
    return " ".join([*words, *style]).strip()
