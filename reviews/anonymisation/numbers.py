"""Telephone, NHS, National Insurance and registration numbers, e-mail addresses, references."""

import re
from collections.abc import Iterator

from reviews.anonymisation.passages import FAR, Hit, Passage
from reviews.anonymisation.wordlists import lines, word_set

_PHONE = re.compile(
    r"(?<![\w+/])(?:(?:\+|00)?44[ ]?(?:\(0\))?"
    r"|\(?0)(?=[\d ().-])(?:[ ().\-\n]{0,2}\d){8,10}(?![\d]|[-/]\d)"
)
_ABROAD = re.compile(r"(?<![\w+])\+(?!44)\d{1,3}(?:[ ().-]{0,2}\d){7,12}(?!\d)")
_CALLED = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|fax|call|ring|text)\b[ .:]{0,3}(?:no|number|on"
    r"|is)?[ .:]{0,3}"
    r"(?P<number>[1-9](?:[ .-]?\d){8,9})(?!\d)",
    re.IGNORECASE,
)
_AT = re.compile(
    r"@|\(at\)|\[at\]|[ ]at[ ](?=[\w-]{2,63}[ ]?(?:dot|\(dot\)|\[dot\])[ ])", re.IGNORECASE
)
_MAILBOX = re.compile(r"[A-Za-z0-9._%+'-]{1,64}[ ]?\Z")
_HOST = re.compile(
    r"[ ]?[A-Za-z0-9-]{1,63}(?:[ ]?(?:\.|\(dot\)|\[dot\]|\bdot\b)[ ]?[A-Za-z0-9-]{1,63}){1,5}",
    re.IGNORECASE,
)
_SHARED_MAILBOX = re.compile(
    r"(?:info|enquir(?:y|ies)|contact(?:us)?|help(?:line)?|support|office|admin|customerservices?"
    r"|press|media"
    r"|dhr\w*|weisf|setdab|dardr\w*|public\.?enquiries|feedback|reviews?|safeguarding"
    r"|informationgovernance\w*"
    r"|foi|dpo|accessibility|referrals?|team)\Z",
    re.IGNORECASE,
)
_TEN_DIGITS = re.compile(r"(?<![\d/])(?<!\d[ -])\d(?:[ -]?\d){9}(?![ -]?\d)")
_NHS_WORD = re.compile(r"\bNHS\b|health (?:service )?number|\bnhs[ _]?n(?:o|um)", re.IGNORECASE)
_NI = re.compile(
    r"(?<![A-Za-z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ .-]?\d){6}"
    r"(?P<suffix>[ .-]?[A-D])?(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_NI_LIKE = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{2}(?:[ .-]?\d){6}(?:[ .-]?[A-Za-z])?(?![A-Za-z0-9])"
)
_NI_WORD = re.compile(r"[Nn]ational [Ii]nsurance|\bN\.?I\.?(?: [Nn]o| [Nn]umber|\b)|\bNINO\b")
_PLATE = re.compile(
    r"(?<![A-Za-z0-9])(?:(?P<current>[A-HJ-PR-Y][A-HJ-PR-Y](?:0[2-9]|[12]\d|5[1-9]"
    r"|[67]\d)[ ]?(?P<end>[A-HJ-PR-Z]{3}))"
    r"|(?P<prefix>[A-HJ-NPR-TV-Y]\d{1,3}[ ]?[A-HJ-PR-Y]{3})"
    r"|(?P<suffix>[A-HJ-PR-Y]{3}[ ]?\d{1,3}[A-HJ-NPR-TV-Y])"
    r"|(?P<irish>[A-Z]{1,2}[IZ][A-Z]?[ ]?\d{3,4}))(?![A-Za-z0-9])"
)
_PLATE_ANY = re.compile(_PLATE.pattern, re.IGNORECASE)
_VEHICLE_WORD = re.compile(
    r"\b(?:car|vehicle|registration|registered|reg|VRM|VRN|number[ -]?plate|index|van|drove"
    r"|driving|motor\w*|parked"
    r"|ford|vauxhall|bmw|audi|renault|peugeot|nissan|toyota|volkswagen|vw|mercedes|fiat|honda"
    r"|ANPR|taxi|lorry)\b",
    re.IGNORECASE,
)
# The commoner of these words, for a quick look.
_VEHICLES = ("vehicle", "registration", " car", " van", "drove", "plate", "vrm", "anpr", " reg ")
_PLATE_STOP = word_set(
    "THE AND FOR NHS WAS HAD HAS BUT ARE NOT ALL CSP DHR IMR WHO SHE HER HIS PER"
)
_REFERENCE = re.compile(
    r"\b(?:crime|custody|court|case|claim|URN|MARAC|CAD|STORM|incident|log|occurrence|niche"
    r"|athena|PNC\w*|CRIS|NIR"
    r"|reference|ref|indictment|inquest|hospital|patient|prison(?:er)?|collar|warrant|police|file"
    r"|mosaic|liquid ?logic|DASH"
    r"|safeguarding|record|SAR|prosecution|unique)"
    r"(?:[ ]*(?:reference|ref\b|number|no\b|num\b|id\b|record|log|report|case))?[ .:#=()"
    r"|-]{0,5}(?:is |was )?"
    r"(?P<code>(?=[A-Z/-]{0,6}\d)(?!(?:19"
    r"|20)\d\d\b(?![/-]))[A-Z0-9]{1,14}(?:[/-][A-Z0-9]{1,10}){0,4})(?![A-Za-z0-9]|[/-]\d)",
    re.IGNORECASE,
)
_STRONG_REFERENCE = re.compile(
    r"(?<![A-Za-z0-9/])(?:[TSAU]20[0-4]\d{5}|\d{2}[A-Z]{2}\d{7,9}(?:/\d\d)?|\d{2}/\d{4,7}/\d{2}"
    r"|42/\d{3,7}/\d{2,4}"
    r"|(?:CAD|URN|MARAC|CRN|PNC)[ ]?[:/-]?[ ]?\d{3,}(?:[/-]\d+)*"
    r"|\d{2,4}/\d{4,7}[A-Z])(?![A-Za-z0-9/])"
)
_COLLAR = re.compile(r"(?<![A-Za-z])(?:PC|PS|DC|DS|DI|WPC|PCSO|Sgt)[ ]?(?:no\.? ?)?\d{3,6}(?!\d)")
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\Z|\d{4}-\d\d-\d\d\Z")
_NEAR = 60


def find(passage: Passage) -> Iterator[Hit]:
    """On every surface. Where the text is data, numbers count only in the shape people write."""
    text = passage.text
    yield from _emails(text)
    if not any(map(str.isdigit, text)):
        return
    for match in passage.find_near_digits(_PHONE):
        if _is_phone(match[0]) and (passage.is_prose or _is_spaced(match[0], text, match.start())):
            yield Hit("phone", match.start(), match.end())
    for pattern, group in ((_ABROAD, 0), (_CALLED, "number")):
        for match in passage.find_near_digits(pattern, FAR):
            yield Hit("phone", match.start(group), match.end(group))
    for match in passage.find_near_digits(_TEN_DIGITS):
        digits = _digits(match[0])
        named = _NHS_WORD.search(text, max(0, match.start() - _NEAR), match.end() + 12) is not None
        alike = match[0][3:4] in {" ", "-"} and len(match[0]) == 12
        if named or (is_nhs_number(digits) and digits[0] != "0" and (passage.is_prose or alike)):
            yield Hit("nhs-number", match.start(), match.end())


def find_in_prose(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    for match in passage.find_near_digits(_NI):
        if match["suffix"]:
            yield Hit("ni-number", match.start(), match.end())
    if _NI_WORD.search(text):
        for match in passage.find_near_digits(_NI_LIKE):
            if _near(_NI_WORD, text, match):
                yield Hit("ni-number", match.start(), match.end())
    for match in passage.find_near_digits(_PLATE_ANY if passage.mentions(*_VEHICLES) else _PLATE):
        upper = match[0].isupper()
        if (match["current"] and upper and match["end"] not in _PLATE_STOP) or (
            match[0][-3:].upper() not in _PLATE_STOP and _near(_VEHICLE_WORD, text, match)
        ):
            yield Hit("vehicle", match.start(), match.end())
    for match in passage.find_near_digits(_REFERENCE, FAR):
        code = match["code"]
        if sum(map(str.isdigit, code)) >= 3 and len(code) >= 4 and not _DAY.match(code):
            yield Hit("reference", match.start("code"), match.end("code"))
    for pattern in (_STRONG_REFERENCE, _COLLAR):
        for match in passage.find_near_digits(pattern):
            yield Hit("reference", match.start(), match.end())


def is_nhs_number(digits: str) -> bool:
    if len(digits) != 10 or not digits.isdigit() or len(set(digits)) == 1:
        return False
    check = 11 - sum(int(digit) * (10 - at) for at, digit in enumerate(digits[:9])) % 11
    return check != 10 and check % 11 == int(digits[9])


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _near(pattern: re.Pattern[str], text: str, match: re.Match[str]) -> bool:
    return pattern.search(text, max(0, match.start() - _NEAR), match.end() + _NEAR // 2) is not None


def _is_phone(written: str) -> bool:
    digits = _digits(written).removeprefix("00")
    if digits.startswith("44"):
        digits = "0" + digits[2:].removeprefix("0")
    if digits in _helplines():
        return False
    return len(digits) in (10, 11) and digits[0] == "0" and digits[1] in "1235789"


def _is_spaced(written: str, text: str, start: int) -> bool:
    return "+44" in written or " " in written.strip() or text[max(0, start - 4) : start] == "tel:"


def _helplines() -> frozenset[str]:
    return frozenset(_digits(line) for line in lines("helplines"))


def _emails(text: str) -> Iterator[Hit]:
    for at in _AT.finditer(text):
        before = _MAILBOX.search(text, max(0, at.start() - 66), at.start())
        after = _HOST.match(text, at.end())
        if before and after and not _SHARED_MAILBOX.match(before[0].strip()):
            yield Hit("email", before.start(), after.end())
