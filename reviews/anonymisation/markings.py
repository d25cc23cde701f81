"""Protective markings: those that are a marking, and words that only speak of one."""

import re
from collections.abc import Iterator

from reviews.anonymisation.passages import Hit, Passage
from reviews.anonymisation.wordlists import word_set

_BETWEEN = r"[ \t\n]?[-:./|_,(\[<–]{0,2}[ \t\n]?"


def _spaced(word: str) -> str:
    """Also with a space between the letters, as in a header that is spread out."""
    return "[ ]?".join(word)


_SENSITIVE = re.compile(
    rf"(?<![A-Za-z])OFFICIAL{_BETWEEN}[-–]?[ ]?SENSITIVE(?![a-z])|(?<![A-Za-z])OFF-?SEN\b",
    re.IGNORECASE,
)
_SPREAD = re.compile(
    rf"(?<![A-Z])(?:{_spaced('OFFICIAL')}[ ]{{0,3}}[-:/|]{{0,2}}[ ]{{0,3}}{_spaced('SENSITIVE')}"
    rf"|{_spaced('RESTRICTED')})(?![A-Z])"
)
_UPPER = re.compile(
    r"(?<![A-Z])(?:TOP[ ]SECRET|SECRET|RESTRICTED|CONFIDENTIAL|PROTECT|OFFICIAL)(?![A-Z'-])"
)
_TITLE = re.compile(
    r"^[ \t*\[(]*(?P<mark>(?:(?:Strictly|Private[ ](?:and|&)|Highly)[ ])?(?:Top Secret|Secret"
    r"|Restricted|Confidential|Protect"
    r"|Official))(?P<more>[ ]*[-:–]?[ ]*(?:Final|Draft|Version|Police|Staff|Personal|Management"
    r"|Report)?[^\n]{0,40})$",
    re.MULTILINE | re.IGNORECASE,
)
_DATA = re.compile(
    r"(?:^|[=:>|;\"'\n/])[ \t]*(?P<mark>(?:NATO |UK |GOV )?(?:top secret|restricted"
    r"|official[ -]?sensitive))[ \t]*(?=$|[<|;\"'\n/])",
    re.IGNORECASE,
)
_WHEN_COMPLETED = re.compile(
    r"[ \t\n]{0,3}[-–:,([]{0,2}[ \t\n]?(?:\w+[ ]){0,1}?(?:when|once|if|after|upon"
    r"|until)[ \t\n]{1,2}(?:it[ ]is[ ]|fully[ ])?"
    r"(?:complete[d]?|filled|completion)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|non|un|no longer)[ -]{0,2}\Z", re.IGNORECASE)
_SPOKEN_OF = re.compile(
    r"(?:\b(?:was|were|been|be|being|once|clearly|are|as|word|words|marking|markings|headed"
    r"|marked|labelled|classified|call(?:ed)?"
    r"|all|any|of|the|such|an?|which|that|with|under|by)[ \n](?:clearly[ ])?(?:marked[ ]"
    r"|labelled[ ]|headed[ ]|classified[ ])?"
    r"(?:as[ ]|the[ ]words?[ ])?[\"'(]?)\Z",
    re.IGNORECASE,
)
_MARKED_NOW = re.compile(
    r"\b(?:this|the)[ ](?:document|report|file|paper|review|page|draft|record|version)[ ](?:is"
    r"|has been|must be treated as|remains)"
    r"[ ](?:marked |classified |an? )?(?:as )?[\"'(]?\Z",
    re.IGNORECASE,
)
_MARKING_WORDS = word_set(
    "RESTRICTED OFFICIAL SENSITIVE CONFIDENTIAL PROTECT SECRET TOP STRICTLY PRIVATE AND "
    "HIGHLY FINAL VERSION DRAFT REPORT PAGE OF POLICE STAFF MANAGEMENT PERSONAL PERSONNEL "
    "COMMERCIAL NOT FOR PUBLICATION EXEC EXECUTIVE SUMMARY OVERVIEW DHR DARDR REVIEW DOMESTIC "
    "HOMICIDE ABUSE RELATED DEATH GPMS IL UK GOV NATO GOVERNMENT V ADDRESSEE ONLY EYES IN "
    "CONFIDENCE CASE MEMBERS PANEL PARTNERS APPENDIX DISTRIBUTION CIRCULATION MARKING "
    "CLASSIFICATION HANDLING DO COPY COUNCIL PARTNERSHIP WHEN INVESTIGATION DATA INFORMATION "
    "DESCRIPTOR LOCSEN ESSEX COMMUNITY SAFETY"
)
_CAPITALS = re.compile(r"[A-Z]+")
_SMALL = re.compile(r"[a-z]")


def find(passage: Passage) -> Iterator[Hit]:
    if not passage.mentions(*_HINTS):
        return
    text = passage.text
    done: set[int] = set()
    for pattern in _patterns(passage):
        for match in pattern.finditer(text):
            if any(at in done for at in range(match.start(), match.end())):
                continue
            done.update(range(match.start(), match.end()))
            rule = _rule(passage, match)
            if rule:
                yield Hit(rule, match.start(), match.end())
    for match in (_TITLE if passage.is_prose else _DATA).finditer(text):
        start, end = match.span("mark")
        if start in done or _WHEN_COMPLETED.match(text, end):
            continue
        rule = _of_its_own_line(passage, match) if passage.is_prose else BLOCKS
        if rule:
            yield Hit(rule, start, end)


def _patterns(passage: Passage) -> Iterator[re.Pattern[str]]:
    """Those that may be there, by a quick look."""
    if passage.mentions("sensitive", "offsen", "off-sen"):
        yield _SENSITIVE
    if any(spread in passage.text for spread in ("R E S", "O F F I", "S E N S")):
        yield _SPREAD
    if any(word in passage.text for word in _IN_CAPITALS):
        yield _UPPER


_HINTS = (
    "official",
    "restricted",
    "secret",
    "protect",
    "confidential",
    "off",
    "f f i c",
    "r e s t",
)
_IN_CAPITALS = ("SECRET", "RESTRICTED", "CONFIDENTIAL", "PROTECT", "OFFICIAL")

# As much of a line as is looked at on either side, in characters.
_LINE = 200

BLOCKS = "protective-marking"
ASKS = "marking-mentioned"


def _rule(passage: Passage, match: re.Match[str]) -> str | None:
    text, mark = passage.text, match[0]
    start, end = match.span()
    if _WHEN_COMPLETED.match(text, end) or _NEGATED.search(text, max(0, start - 12), start):
        return None
    letters = "".join(filter(str.isalpha, mark)).upper()
    sensitive = letters in {"OFFICIALSENSITIVE", "OFFSEN"}
    if not passage.is_prose:
        return BLOCKS if sensitive or letters in {"RESTRICTED", "TOPSECRET"} else None
    line_start, line_end = passage.line_of(start)
    before = text[max(line_start, start - _LINE) : start]
    after = text[end : max(end, min(line_end, end + _LINE))]
    if _MARKED_NOW.search(text, max(0, start - 60), start) and letters != "OFFICIAL":
        return BLOCKS
    if letters == "OFFICIAL":
        return ASKS if _stands_alone(before, after) else None
    spoken = _SPOKEN_OF.search(text, max(0, start - 60), start) is not None
    if sensitive:
        if mark.upper() == mark:
            return ASKS if spoken and _SMALL.search(before) else BLOCKS
        if _stands_alone(before, after) or (not before.strip() and not _SMALL.match(after.strip())):
            return BLOCKS
        return ASKS
    if spoken and _SMALL.search(before):
        return ASKS if letters == "RESTRICTED" else None
    if _stands_alone(before, after):
        return BLOCKS
    if letters == "RESTRICTED" and _others_are_not_shouted(before + after):
        return BLOCKS
    if letters in {"PROTECT", "SECRET", "CONFIDENTIAL"}:
        short = not before.strip() and _others_are_not_shouted(after) and len(after) < 60
        return BLOCKS if short and after.strip()[:1].isupper() else None
    return ASKS


def _stands_alone(before: str, after: str) -> bool:
    """Nothing else on the line but what goes with a marking: a version, a page, a title."""
    rest = f"{before} {after}"
    return not _SMALL.search(
        re.sub(r"\b(?:page|of|and|version|draft|final|report|v)\b", "", rest, flags=re.I)
    ) and all(word in _MARKING_WORDS or len(word) == 1 for word in _CAPITALS.findall(rest.upper()))


def _others_are_not_shouted(rest: str) -> bool:
    shouted = [
        word for word in _CAPITALS.findall(rest) if len(word) > 1 and word not in _MARKING_WORDS
    ]
    longer = [word for word in shouted if f"{word}" in rest.split()]
    return not longer


def _of_its_own_line(passage: Passage, match: re.Match[str]) -> str | None:
    """In small letters a marking only where headers and footers are, and with little beside it."""
    more = match["more"].strip(" -:–")
    mark = match["mark"].lower()
    if more and not _stands_alone("", more):
        return None
    if mark == "official":
        return ASKS
    number, count = passage.number_of_line(match.start("mark"))
    at_the_edge = passage.surface.name == "header or footer" or number < 3 or number >= count - 3
    if mark.split()[-1] == "protect":
        return None
    return BLOCKS if at_the_edge and match["mark"][:1].isupper() else ASKS
