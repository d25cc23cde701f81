"""Words in bytes of a kind that nobody describes: printable runs, in one or two bytes a character."""

import re

SHORTEST = 4
# Bytes of a packed picture make printable runs by chance. What somebody wrote has words or a
# number in it, and mostly letters.
WORDLIKE = re.compile(
    r"[^\W\d_][a-zß-ÿ]{3,}|[A-ZÀ-Þ]{4,}|[A-Z][a-z]+[ ,_.-]+[A-Z][a-z]|\d{6,}"
    r"|\d{1,4}[-/. ]\d{1,2}[-/. ]\d{2,4}|[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}\b|\d{3,5} \d{3}"
)
LEAST_LETTERS = 0.75
NARROW = re.compile(rb"[\t\x20-\x7e\x80-\xff]{%d,}" % SHORTEST)
LITTLE = re.compile(
    rb"(?:[\t\x20-\x7e\xa0-\xff]\x00|[\x00-\xff][\x01-\x03\x1e\x20]){%d,}" % SHORTEST
)
BIG = re.compile(rb"(?:\x00[\t\x20-\x7e\xa0-\xff]|[\x01-\x03\x1e\x20][\x00-\xff]){%d,}" % SHORTEST)
PLAIN = re.compile(rb"[\t\r\n\x20-\x7e]{%d,}" % SHORTEST)
LONGEST_READ = 8 * 1024 * 1024


def strings(data: bytes) -> str:
    """One run a line. Reads the first and the last eight megabytes of what is longer."""
    if len(data) > 2 * LONGEST_READ:
        data = data[:LONGEST_READ] + data[-LONGEST_READ:]
    if not data.strip(b"\x00\xff "):
        return ""
    found: dict[str, None] = {}
    for match in NARROW.finditer(data):
        run = match.group()
        for text in {_narrow(run), *(part.decode("ascii") for part in PLAIN.findall(run))}:
            _keep(text, found)
    for pattern, encoding in ((LITTLE, "utf-16-le"), (BIG, "utf-16-be")):
        for match in pattern.finditer(data):
            text = match.group().decode(encoding, "ignore")
            if _mostly_latin(text):
                _keep(text, found)
    return "\n".join(found)


def decoded(data: bytes) -> str:
    """Text of a field that says nothing of its encoding."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _narrow(run: bytes) -> str:
    return decoded(run)


def _keep(text: str, found: dict[str, None]) -> None:
    text = text.strip()
    letters = sum(character.isalnum() or character in " .,'’-/@:" for character in text)
    if letters >= LEAST_LETTERS * len(text) and WORDLIKE.search(text):
        found[text] = None


def _mostly_latin(text: str) -> bool:
    return 2 * sum(character < "\u0250" for character in text) > len(text)
