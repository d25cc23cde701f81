"""Full dates, dates of birth and exact ages."""

import re
from collections.abc import Iterator

from reviews.anonymisation.passages import Hit, Passage

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = re.compile(
    rf"(?:(?<!\d)|(?<=of \d)|(?<=of \d\d))(?:\d{{1,2}}(?:st|nd|rd|th)?[ \n]{{0,2}}(?:day[ \n])?(?:of[ \n])?[-/. ]?{_MONTH}\.?[-/, \n]{{0,2}}"
    r"(?:(?:19|20)\d\d|'?\d\d(?!\d))"
    rf"|{_MONTH}\.?[ \n](?:the[ \n])?\d{{1,2}}(?:st|nd|rd|th)?,?[ \n]+(?:19|20)\d\d"
    r"|(?:0?[1-9]|[12]\d|3[01])(?P<sep>[/.-])(?:0?[1-9]|1[0-2])(?P=sep)(?:(?:19|20)\d\d|\d\d)"
    r"|(?:19|20)\d\d(?P<iso>[-/.])(?:0[1-9]|1[0-2])(?P=iso)(?:0[1-9]|[12]\d|3[01]))(?![\d/-]|\.\d)",
    re.IGNORECASE,
)
_DAY_ONLY = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?[ \n](?:of[ \n])?{_MONTH}(?![a-z]|[ ,]{{1,2}}\d)",
    re.IGNORECASE,
)
_YEARS_BEFORE = re.compile(r"(?:1[0-8]\d\d)\Z")

EVENTS = {
    "death": r"death|died|dies|dead|deceased|kill\w*|murder\w*|homicide|manslaughter|stabb\w+|strangl\w+"
    r"|fatal\w*|suicide|body|post-mortem|inquest|funeral|pronounced|found (?:unresponsive|hanged|injured)",
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
    r"(?:\bd\.?[ ]?o\.?[ ]?b\b\.?|\bdate[ \n]of[ \n]birth\b|\bborn\b(?:[ \n]on)?|\bb\.|\bbirth[ \n]?date\b"
    r"|\bbirthday\b)[ \n:=|(-]{0,6}(?:the|is|was|of|on)?[ ]?\Z",
    re.IGNORECASE,
)
_BORN_YEAR = re.compile(r"(?<![\w.])b\.[ ]?(?:19|20)\d\d\b|\((?:born|b)[ ](?:19|20)\d\d\b")
_NEAR = 110

_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = rf"(?:\d{{1,3}}|(?:{_TENS})(?:[- ](?:{_UNITS}))?|{_TEENS}|{_UNITS}|a[ ]hundred)"
_ORDINAL = (
    rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:{_TENS})-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"
    r"|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fortieth"
    r"|fiftieth|sixtieth|seventieth|eightieth|ninetieth|hundredth)"
)
_NO_RANGE = (
    r"(?!\d|[ ]?(?:\+|%|per|to|-|or|and[ ](?:over|above|under|older|younger)|plus|years?[ ](?:or|and)"
    r"|between)[ \d]?)"
)
_AGE = re.compile(
    rf"(?:\b(?:aged?|aged[ ]only|age[ ]of|age[ ]was)[ \n:=|]{{1,3}}(?:just[ ]|only[ ])?(?P<aged>{_NUMBER})\b{_NO_RANGE}"
    rf"|\b(?P<old>{_NUMBER})[- \n]?(?:years?|yrs?|months?|weeks?|days?)[- \n](?:old\b(?!s)|of[ \n]age\b)(?![ ]or|[ ]and[ ](?:over|above))"
    rf"|\b(?P<short>\d{{1,3}})[ ]?(?:y/o|yo\b|yrs\b)"
    rf"|\b(?:was|is|were|turned|turning|being|became|be)[ \n](?:then[ ]|only[ ]|just[ ]|still[ ])?"
    rf"(?P<was>\d{{1,3}}|(?:{_TENS})(?:[- ](?:{_UNITS}))|{_TEENS})"
    r"(?=[ ]?[.,;:)]|[ ]?\Z|\s?\n|[ \n](?:when|at[ ]the[ ]time|and|but|while|with|who|as|in[ ](?:19|20)\d\d)\b)"
    rf"|\b(?:her|his|their)[ \n](?P<birthday>{_ORDINAL})[ \n](?:birthday|year\b))",
    re.IGNORECASE,
)
_NO_AGE_BEFORE = re.compile(
    r"(?:\bthere|\bscor\w*|\btotal|\bnumber|\bcount|\bfigure|\baverage|\bmedian|\brate|\bsection|\bpage"
    r"|\blevel|\bthose|\bpeople|\bchildren|\banyone|\bany[ ]person|\bpersons?|\badults?|\bover[ ]the"
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
    for match in _DATE.finditer(text):
        start, end = match.span()
        if _BIRTH.search(text, max(0, start - 30), start):
            yield Hit("date-of-birth", start, end)
            continue
        line_start, line_end = passage.line_of(start)
        if _FURNITURE.search(text, max(line_start, start - 60), min(line_end, end + 40)):
            if match[0] not in seen:
                yield Hit("full-date", start, end, FURNITURE)
            seen.add(match[0])
            continue
        if _LAW.search(text, max(0, start - 60), min(len(text), end + 40)):
            continue
        yield Hit("full-date", start, end, event_near(text, start, end))
    for match in _DAY_ONLY.finditer(text):
        start, end = match.span()
        if _BIRTH.search(text, max(0, start - 30), start):
            yield Hit("date-of-birth", start, end, "without its year")
        elif event := event_near(text, start, end, reach=60):
            yield Hit("full-date", start, end, f"{event}, without its year")
    for match in _BORN_YEAR.finditer(text):
        yield Hit("date-of-birth", match.start(), match.end(), "only the year")


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


def find_ages(passage: Passage, given: frozenset[str]) -> Iterator[Hit]:
    """``given``: given names and pseudonyms, after which a number in brackets is an age."""
    text = passage.text
    for match in _AGE.finditer(text):
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
    for match in _NAMED_AGE.finditer(text):
        if match["name"].split()[0] in given or match["name"].startswith("Adult "):
            yield Hit("exact-age", match.start("age"), match.end("age"))
