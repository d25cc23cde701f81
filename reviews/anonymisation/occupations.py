"""Work that few people do, and the places where people work."""

import functools
import re
from collections.abc import Iterator, Sequence

from reviews.anonymisation.capitals import Capital, Kind
from reviews.anonymisation.passages import FAR, Hit, Passage
from reviews.anonymisation.wordlists import lines

_WORK = (
    r"(?:shop|business|garage|caf[eé]|pub|restaurant|salon|bakery|butcher\w*|practice|dealer"
    r"|stall|farm"
    r"|stables?|kennels|post office|garden centre|forge|workshop|nursery|takeaway|hotel|firm"
    r"|company|boatyard"
    r"|vineyard|brewery|driver|teacher|doctor|nurse|midwife|GP|plumber|electrician|baker"
    r"|carpenter|trader)"
)
_ONLY = re.compile(
    rf"(?:only|sole|oldest)[ \n](?:[a-z]+(?:'s)?[ \n]){{0,3}}?{_WORK}(?:'s)?(?:[ \n]shop)?\b"
    r"(?:[ \n]in[ \n]the[ \n](?:village|town|area|district|county))?"
)
_RAN = re.compile(
    rf"(?:ran|runs|owned|owns|managed|kept)[ \n](?:an?|the|her|his"
    rf"|their)[ \n](?:own[ ])?(?:[a-z]+(?:'s)?[ \n]){{0,3}}?{_WORK}\b"
)
_NOTED = re.compile(
    r"(?:[Ww]ell[- ]known|famous|prominent|celebrated|award-winning|local)[ \n](?:local[ ])?"
    r"(?:footballer|politician|councillor|musician|artist|singer|actor|actress|author|athlete"
    r"|boxer|broadcaster"
    r"|builder|shopkeeper|publican|farmer|teacher|doctor|GP|solicitor|business(?:man|woman"
    r"|person)|landlord|celebrity"
    r"|landowner|baker|butcher|hairdresser|figure|character|charity worker|volunteer|journalist"
    r"|historian|painter)\b"
)
_SERVING = re.compile(
    r"(?:[Ss]erving|retired|[Ff]ormer|off-duty|ex-)[ \n]?(?:\w+[ \n])?(?:police|prison|army|naval"
    r"|fire|military|RAF|customs|probation)"
    r"(?:[ \n](?:officer|constable|sergeant|detective|inspector|superintendent))?\b"
    r"|(?:[Ss]erving|former|retired)[ \n](?:soldier|sailor|marine|airman|magistrate|councillor"
    r"|mayor|MP|judge|headteacher)\b"
)
_YEARS = re.compile(
    r"(?:for|with)[ \n](?:\w+[ ])?\d{1,2}[ \n]years'?[ \n](?:service|as[ \n]an?[ \n]\w+)",
    re.IGNORECASE,
)
_EMPLOYED = re.compile(
    r"\b(?:work(?:ed|s|ing)?|employed|employment|job|apprentice\w*|training|volunteered|manager"
    r"|cashier|cleaner"
    r"|assistant)[ \n](?:\w+[ \n]){0,3}?(?:at|for|by|with|in)[ \n](?:the[ ]|a[ ])?\Z"
)
_COMPANY = re.compile(
    r"(?<![A-Za-z])[A-Z][A-Za-z'&-]{1,30}(?:[ ](?:&[ ])?[A-Z][A-Za-z'-]{1,30}){0,4}[ ](?:Ltd"
    r"|Limited|plc|PLC|LLP)\b"
)
_SUBJECT = (
    r"(?:an?|the|as|their|her|his|village|local|only|retired|former|trainee|qualified|self-employed"
    r"|part-time)"
)
WORKPLACE = "a place of work"


@functools.cache
def _occupations() -> dict[str, re.Pattern[str]]:
    return {
        line: re.compile(
            rf"\b{_SUBJECT}[ \n](?:[a-z-]+[ \n])?{line.replace(' ', '[ -]')}(?:'s)?(?:[ \n]"
            rf"(?:shop|business|by trade))?\b"
        )
        for line in lines("rare_occupations")
    }


def find(passage: Passage, capitals: Sequence[Capital], small: frozenset[str]) -> Iterator[Hit]:
    """``small``: the words of the document in small letters, to look only for what is there."""
    text = passage.text
    for pattern in (_ONLY, _RAN, _NOTED, _SERVING):
        for match in pattern.finditer(text):
            yield Hit("occupation", match.start(), match.end())
    for match in passage.find_near_digits(_YEARS, FAR):
        yield Hit("occupation", match.start(), match.end())
    if passage.mentions("ltd", "limited", "plc", "llp"):
        for match in _COMPANY.finditer(text):
            yield Hit("occupation", match.start(), match.end(), WORKPLACE)
    for occupation, pattern in _occupations().items():
        if occupation.split(" ")[0].split("'")[0] in small and occupation in text:
            for match in pattern.finditer(text):
                yield Hit("occupation", match.start(), match.end())
    for at, capital in enumerate(capitals):
        if (
            capital.kind is Kind.UNKNOWN
            and not capital.masked
            and not capital.is_shouted
            and _EMPLOYED.search(text, max(0, capital.start - 60), capital.start)
        ):
            end = capital.end
            if at + 1 < len(capitals) and text[end : capitals[at + 1].start] == " ":
                end = capitals[at + 1].end
            yield Hit("occupation", capital.start, end, WORKPLACE)
