"""Full dates, dates of birth and exact ages."""

import re
from collections.abc import Iterator

from reviews.anonymisation import dates
from reviews.anonymisation.passages import FAR, Hit, Passage, around

# A page number to which an extractor has glued the date that follows it.
_GLUED = re.compile(
    r"\bof \d{2}(?P<date>(?:[1-9]|[12]\d|3[01]) (?:January|February|March|April|May|June|July"
    r"|August"
    r"|September|October|November|December) (?:19|20)\d\d)"
)
# A year at the end of a sentence and the number of the next paragraph.
_NUMBERING = re.compile(r"\d+\.?\s+\d{1,2}\.\d{1,2}|\d{1,2}\.\d{1,2}\.?\s+\d{2,4}|[a-z]+[.,;]\s.*")
# "9 Feb 17": after a shortened month two digits are a year.
_SHORT_YEAR = re.compile(r"(?<=[ /.-])[A-Z][a-z]{2}[ /.-]{1,2}'?\d\d(?![\d:%])")
_FIRST_YEAR = 1900

EVENTS = {
    "death": r"death|died|dies|dead|deceased|kill\w*|murder\w*|homicide|manslaughter|stabb\w+|strangl\w+"
    r"|fatal\w*|suicide|body|post-mortem|inquest|funeral|pronounced|found (?:unresponsive|hanged"
    r"|injured)",
    "arrest": r"arrest\w*|charged|bail\w*",
    "conviction": r"convict\w*|guilty|verdict|trial|plea|pleaded|jury",
    "sentence": r"sentenc\w*|imprison\w*|jailed",
    "birth": r"born|birth\w*",
}
_EVENT = re.compile(
    "|".join(rf"(?P<{name}>\b(?:{pattern})\b)" for name, pattern in EVENTS.items()), re.IGNORECASE
)
_LAW = re.compile(r"(?:in|into) force|royal assent|enacted|commencement", re.IGNORECASE)
_FURNITURE = re.compile(r"\bpage[ ]\d+|\d+[ ]of[ ]\d+|\bversion\b|\bv\d+\.\d", re.IGNORECASE)
_BIRTH = re.compile(
    r"(?:\bd\.?[ ]?o\.?[ ]?b\b\.?|\bdate[ \n]of[ \n]birth\b|\bborn\b(?:[ \n]on)?|\bb\."
    r"|\bbirth[ \n]?date\b"
    r"|\bbirthday\b)[ \n:=|,(-]{0,6}(?:the|is|was|of|on)?[ ]?\Z",
    re.IGNORECASE,
)
_BORN_YEAR = re.compile(r"(?<![\w.])b\.[ ]?(?:19|20)\d\d\b|\((?:born|b)[ ](?:19|20)\d\d\b")
_NEAR = 110

_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = rf"(?:\d{{1,3}}|(?:{_TENS})(?:[- ](?:{_UNITS}))?|{_TEENS}|{_UNITS}|a[ ]hundred)"
_ORDINAL = (
    rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:{_TENS})-(?:first|second|third|fourth|fifth|sixth|seventh"
    rf"|eighth|ninth)"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"
    r"|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
    r"|fortieth"
    r"|fiftieth|sixtieth|seventieth|eightieth|ninetieth|hundredth)"
)
_NO_RANGE = (
    r"(?!\d|[ ]?(?:\+|%|per|to|-|or|and[ ](?:over|above|under|older|younger)|plus|years?[ ](?:or"
    r"|and)"
    r"|between)[ \d]?)"
)
_AGE = re.compile(
    rf"(?:\b(?:aged?|aged[ ]only|age[ ]of|age[ ]was)[ \n:=|]{{1,3}}(?:just[ ]"
    rf"|only[ ])?(?P<aged>{_NUMBER})\b{_NO_RANGE}"
    rf"|\b(?P<old>{_NUMBER})[- \n]?(?:years?|yrs?|months?|weeks?|days?)[- \n](?:old\b(?!s)"
    rf"|of[ \n]age\b)(?![ ]or|[ ]and[ ](?:over|above))"
    rf"|\b(?P<short>\d{{1,3}})[ ]?(?:y/o|yo\b|yrs\b)"
    rf"|\b(?:was|is|were|turned|turning|being|became|be)[ \n](?:then[ ]|only[ ]|just[ ]|still[ ])?"
    rf"(?P<was>\d{{1,3}}|(?:{_TENS})(?:[- ](?:{_UNITS}))|{_TEENS})"
    r"(?=[ ]?[.,;:)]|[ ]?\Z|\s?\n|[ \n](?:when|at[ ]the[ ]time|and|but|while|with|who|as"
    r"|in[ ](?:19|20)\d\d)\b)"
    rf"|\b(?:her|his|their)[ \n](?P<birthday>{_ORDINAL})[ \n](?:birthday|year\b))",
    re.IGNORECASE,
)
_AGE_HINTS = (
    *(
        "age",
        "old",
        "birthday",
        "twent",
        "thirt",
        "fort",
        "fift",
        "sixt",
        "sevent",
        "eight",
        "ninet",
    ),
    *("eleven", "twelve", "teen"),
)
_NO_AGE_BEFORE = re.compile(
    r"(?:\bthere|\w-\d+|\bscor\w*|\btotal|\bnumber|\bcount|\bfigure|\baverage|\bmedian|\brate|\bsection"
    r"|\bpage"
    r"|\blevel|\bthose|\bpeople|\bchildren|\banyone|\bany[ ]person|\bpersons?|\badults?"
    r"|\bover[ ]the"
    r"|\bunder[ ]the|\babove[ ]the|\bbelow[ ]the|\bbetween|\bwomen|\bmen|\bbudget|\bcost|\bresult)"
    r"(?:[ \n]\w+)?[ \n]\Z",
    re.IGNORECASE,
)
_NAMED_AGE = re.compile(
    r"(?P<name>[A-Z][a-z]+|Adult [A-Z])(?:,[ ]|[ ]\()(?:aged?[ ])?(?P<age>\d{1,2})(?=[,)]|[ ]-)"
)


def find_dates(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    seen: set[str] = set()
    for start, end, has_year in _dates(text):
        if _BIRTH.search(text, max(0, start - 30), start):
            yield Hit("date-of-birth", start, end, "" if has_year else "without its year")
        elif not has_year:
            if event := event_near(text, start, end, reach=60):
                yield Hit("full-date", start, end, f"{event}, without its year")
        elif _is_furniture(passage, start, end):
            if text[start:end] not in seen:
                yield Hit("full-date", start, end, FURNITURE)
            seen.add(text[start:end])
        elif not _LAW.search(text, max(0, start - 60), min(len(text), end + 40)):
            yield Hit("full-date", start, end, event_near(text, start, end))
    for match in _BORN_YEAR.finditer(text):
        yield Hit("date-of-birth", match.start(), match.end(), "only the year")


def _dates(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start, end and whether the year is given, of dates that have a day."""
    for date in dates.find_dates(text):
        if (
            date.day is not None
            and (date.year is None or date.year >= _FIRST_YEAR)
            and not _NUMBERING.fullmatch(text, date.start, date.end)
        ):
            short = None if date.year else _SHORT_YEAR.match(text, date.end - 3)
            yield date.start, short.end() if short else date.end, bool(date.year or short)
    for match in _GLUED.finditer(text):
        yield *match.span("date"), True


def _is_furniture(passage: Passage, start: int, end: int) -> bool:
    line_start, line_end = passage.line_of(start)
    return bool(
        _FURNITURE.search(passage.text, max(line_start, start - 60), min(line_end, end + 40))
    )


FURNITURE = "of the document"


def event_near(text: str, start: int, end: int, reach: int = _NEAR) -> str:
    """What happened on a date, going by the nearest word of its sentence: "" if nothing known."""
    best, name = reach + 1, ""
    low, high = max(0, start - reach), min(len(text), end + reach)
    for match in _EVENT.finditer(text, low, high):
        if match.end() <= start:
            between, distance = text[match.end() : start], start - match.end()
        else:
            between, distance = text[end : match.start()], match.start() - end
        if ". " in between or "\n\n" in between:
            distance += reach // 2
        if distance < best:
            best, name = distance, match.lastgroup or ""
    return name


def _ages(passage: Passage) -> Iterator[re.Match[str]]:
    spans = list(passage.digits)
    for hint in _AGE_HINTS:
        at = passage.lower.find(hint)
        while at >= 0:
            spans.append((at, at + len(hint)))
            at = passage.lower.find(hint, at + len(hint))
    for low, high in around(sorted(spans), len(passage.text)):
        yield from _AGE.finditer(passage.text, low, high)


def find_ages(passage: Passage, given: frozenset[str]) -> Iterator[Hit]:
    """``given``: given names and pseudonyms, after which a number in brackets is an age."""
    text = passage.text
    for match in _ages(passage):
        group = match.lastgroup or "aged"
        number = match[group]
        if not number or (number.isdigit() and int(number) > 110):
            continue
        before = max(0, match.start() - 40)
        if _NO_AGE_BEFORE.search(text, before, match.start()):
            continue
        start, end = match.span()
        if group == "was":
            start = match.start("was")
        yield Hit("exact-age", start, end)
    for match in passage.find_near_digits(_NAMED_AGE, FAR):
        if match["name"].split()[0] in given or match["name"].startswith("Adult "):
            yield Hit("exact-age", match.start("age"), match.end("age"))
