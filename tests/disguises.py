"""Ways in which the same letters are written, cut, hidden and encoded. None changes a letter."""

import base64
import html
import quopri
import unicodedata
import urllib.parse
from collections.abc import Callable

from identities import Person

from reviews.anonymisation.number_words import in_words, ordinal, ordinal_in_words, roman

Disguise = Callable[[str], str]

_CYRILLIC = str.maketrans("AaBCcEeHIiKMOoPpTXxySs", "АаВСсЕеНІіКМОоРрТХхуЅѕ")
_GREEK = str.maketrans("ABEZHIKMNOoPTYXv", "ΑΒΕΖΗΙΚΜΝΟοΡΤΥΧν")
_SMALL = str.maketrans("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ")
_FULL = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def _shifted(upper: int, lower: int, digits: int | None = None) -> Disguise:
    table = {ord("A") + n: upper + n for n in range(26)} | {
        ord("a") + n: lower + n for n in range(26)
    }
    if digits:
        table |= {ord("0") + n: digits + n for n in range(10)}
    return lambda text: text.translate(table)


def _between(sign: str) -> Disguise:
    return lambda text: sign.join(text)


def _between_words(sign: str) -> Disguise:
    return lambda text: text.replace(" ", sign)


def _in_the_middle(sign: str) -> Disguise:
    def cut(text: str) -> str:
        return " ".join(
            word[: len(word) // 2] + sign + word[len(word) // 2 :] for word in text.split(" ")
        )

    return cut


def _encoded(code: Callable[[bytes], bytes], charset: str = "utf-8") -> Disguise:
    return lambda text: code(text.encode(charset)).decode("ascii")


def _camel(text: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in text.split())


def _around(before: str, after: str) -> Disguise:
    return lambda text: f"{before}{text}{after}"


ANY: dict[str, Disguise] = {
    "as it is": str,
    "upper case": str.upper,
    "in a sentence": _around("The panel heard that ", " was known to services."),
    "in brackets": _around("the person (", ") was seen"),
    "in quotation marks": _around("known as “", "” to them"),
    "after a bullet": _around("\uf0b7 ", ""),
    "after a colon": _around("Subject:", ";"),
    "in a table": _around("| 1 | ", " | yes |"),
    "cell after cell": _between_words(" | "),
    "cell under cell": _between_words("\n\n"),
    "word after tab": _between_words("\t"),
    "words on lines": _between_words("\n"),
    "words on lines of Windows": _between_words("\r\n"),
    "two spaces": _between_words("  "),
    "fixed spaces": _between_words("\u00a0"),
    "thin spaces": _between_words("\u2009"),
    "ideographic spaces": _between_words("\u3000"),
    "words without a space": _between_words(""),
    "words in dots": _between_words("."),
    "words in underscores": _between_words("_"),
    "words in dashes": _between_words("–"),
    "words in slashes": _between_words("/"),
    "words in plus signs": _between_words("+"),
    "camel case": _camel,
    "letters apart": _between(" "),
    "letters far apart": _between("  "),
    "letters in dots": _between("."),
    "letters in hyphens": _between("-"),
    "letters in stars": _between("*"),
    "letters on lines": _between("\n"),
    "letters in tabs": _between("\t"),
    "letters in NULs": _between("\0"),
    "soft hyphens": _between("\u00ad"),
    "zero-width spaces": _between("\u200b"),
    "zero-width joiners": _between("\u200d"),
    "zero-width non-joiners": _between("\u200c"),
    "word joiners": _between("\u2060"),
    "byte order marks": _between("\ufeff"),
    "marks of direction": _between("\u200f"),
    "Hangul fillers": _between("\u3164"),
    "combining grapheme joiners": _between("\u034f"),
    "variation selectors": _between("\ufe0f"),
    "struck through": lambda text: "".join(sign + "\u0336" for sign in text),
    "underlined": lambda text: "".join(sign + "\u0332" for sign in text),
    "under accents": lambda text: "".join(sign + "\u0301" for sign in text),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "composed": lambda text: unicodedata.normalize("NFC", text),
    "in an override of direction": _around("\u202d", "\u202c"),
    "hyphened at a line's end": _in_the_middle("-\n"),
    "hyphened by a soft hyphen": _in_the_middle("\u00ad\n"),
    "hyphened by another hyphen": _in_the_middle("‐\n"),
    "cut by a line's end": _in_the_middle("\n"),
    "cut by runs": _in_the_middle("\u200b \u200b"),
    "full width": lambda text: text.translate(_FULL),
    "mathematical bold": _shifted(0x1D400, 0x1D41A, 0x1D7CE),
    "mathematical script": _shifted(0x1D4D0, 0x1D4EA),
    "fraktur": _shifted(0x1D56C, 0x1D586),
    "mathematical sans": _shifted(0x1D5D4, 0x1D5EE, 0x1D7EC),
    "typewriter": _shifted(0x1D670, 0x1D68A, 0x1D7F6),
    "circled": _shifted(0x24B6, 0x24D0),
    "in black circles": lambda text: _shifted(0x1F150, 0x1F150)(text),
    "in squares": lambda text: _shifted(0x1F130, 0x1F130)(text),
    "in black squares": lambda text: _shifted(0x1F170, 0x1F170)(text),
    "regional indicators": lambda text: _shifted(0x1F1E6, 0x1F1E6)(text),
    "small capitals": lambda text: text.translate(_SMALL),
    "Cyrillic look-alikes": lambda text: text.translate(_CYRILLIC),
    "Greek look-alikes": lambda text: text.translate(_GREEK),
    "ligatures": lambda text: (
        text.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ").replace("ff", "ﬀ")
    ),
    "long s": lambda text: text.replace("s", "ſ"),
    "Arabic digits": lambda text: text.translate({48 + n: 0x660 + n for n in range(10)}),
    "per cent": lambda text: urllib.parse.quote(text),
    "every byte in per cent": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
    "entities": lambda text: html.escape(
        "".join(f"&#{ord(sign)};" for sign in text), False
    ).replace("&amp;", "&"),
    "hexadecimal entities": lambda text: "".join(f"&#x{ord(sign):x};" for sign in text),
    "in markup": lambda text: "".join(f"<b>{sign}</b>" for sign in text),
    "quoted-printable": lambda text: quopri.encodestring(text.encode(), quotetabs=True).decode(),
    "JavaScript escapes": lambda text: "".join(f"\\u{ord(sign):04x}" for sign in text),
    "byte escapes": lambda text: "".join(f"\\x{byte:02x}" for byte in text.encode()),
    "octal escapes": lambda text: "".join(f"\\{byte:03o}" for byte in text.encode()),
    "base64": _encoded(base64.b64encode),
    "base64 for the web": _encoded(base64.urlsafe_b64encode),
    "base64 of UTF-16": _encoded(base64.b64encode, "utf-16-le"),
    "hexadecimal": lambda text: text.encode().hex(),
    "hexadecimal in capitals": lambda text: text.encode().hex().upper(),
    "hexadecimal of UTF-16": lambda text: text.encode("utf-16-be").hex(),
    "hidden tags": lambda text: (
        "seen" + "".join(chr(0xE0000 + ord(sign)) for sign in _plain(text)) + "seen"
    ),
    "JSON": _around('{"subject":"', '"}'),
    "CSV": _around('1,"', '",2'),
    "a file's name": lambda text: "/Users/x/Reports/" + text.replace(" ", "-") + "_v2.docx",
    "a search": lambda text: "https://example.org/?q=" + text.replace(" ", "+"),
    "Markdown": lambda text: " ".join(f"**{word[:2]}**{word[2:]}" for word in text.split(" ")),
    "glued behind": _around("the case of", ""),
    "a note's mark": lambda text: text + "²",
}

OF_NAMES: dict[str, Callable[[Person], str]] = {
    "without the middle name": lambda p: f"{p.given} {p.last}",
    "middle initial": lambda p: f"{p.given} {p.middle[0]}. {p.last}",
    "last name first": lambda p: f"{p.last}, {p.given}",
    "last name first in capitals": lambda p: f"{p.last.upper()} {p.given}",
    "last name first with the middle": lambda p: f"{p.last}, {p.given} {p.middle}",
    "last name first with initial": lambda p: f"{p.last}, {p.given} {p.middle[0]}",
    "middle name and last": lambda p: f"{p.middle} {p.last}",
    "title and last name": lambda p: f"Mrs {p.last}",
    "Doctor and last name": lambda p: f"seen by Dr. {p.last} then",
    "told the given name": lambda p: f"she told {p.given} that it was over",
    "told the last name": lambda p: f"as he told {p.last} he left",
    "of the given name": lambda p: f"{p.given}’s mother",
    "of the last name": lambda p: f"and {p.last}'s home",
    "plural": lambda p: f"when the calls to {p.given}s GP",
    "glued before": lambda p: f"death of{p.given.title()} {p.last}",
    "glued after": lambda p: f"{p.given} {p.last}Commissioned by",
    "glued in lower case": lambda p: f"deathof{p.given}{p.last}was".lower(),
    "without accents": lambda p: _plain(f"{p.given} {p.last}"),
    "with two letters for one": lambda p: _spelled(f"{p.given} {p.last}"),
    "address of mail": lambda p: f"{p.given}.{p.last}@example.net".lower(),
    "swapped with a handle": lambda p: f"@{p.given}{p.last}81",
    "lower case with hyphen": lambda p: f"{p.given}-{p.last}".lower(),
    "backwards": lambda p: f"{p.given} {p.last}"[::-1],
    "title and initials": lambda p: f"Mr {p.given[0]}. {p.middle[0]}. {p.last}",
    "initials and last name": lambda p: f"{p.given[0]}.{p.middle[0]}. {p.last} was",
}

OF_DATES: dict[str, Callable[[Person], str]] = {
    "words": lambda p: f"{p.born.day} {p.born:%B %Y}",
    "words and weekday": lambda p: f"{p.born:%A} {p.born.day} {p.born:%B %Y}",
    "short words": lambda p: f"{p.born.day} {p.born:%b %Y}",
    "ordinal": lambda p: f"{ordinal(p.born.day)} {p.born:%B %Y}",
    "ordinal of": lambda p: f"{ordinal(p.born.day)} of {p.born:%B}, {p.born.year}",
    "told": lambda p: f"the {ordinal_in_words(p.born.day)} of {p.born:%B %Y}",
    "told whole": lambda p: (
        f"the {ordinal_in_words(p.born.day)} day of {p.born:%B}, nineteen {in_words(p.born.year % 100)}"
        if p.born.year % 100 > 9 and p.born.year < 2000
        else f"{p.born:%d %B %Y}"
    ),
    "American": lambda p: f"{p.born:%B} {p.born.day}, {p.born.year}",
    "American ordinal": lambda p: f"{p.born:%B} {ordinal(p.born.day)} {p.born.year}",
    "American the": lambda p: f"{p.born:%B} the {ordinal(p.born.day)}, {p.born.year}",
    "slashes": lambda p: f"{p.born:%d/%m/%Y}",
    "slashes without noughts": lambda p: f"{p.born.day}/{p.born.month}/{p.born.year}",
    "slashes, short year": lambda p: f"{p.born:%d/%m/%y}",
    "stops": lambda p: f"DOB {p.born:%d.%m.%Y}",
    "stops, short year": lambda p: f"d.o.b. {p.born.day}.{p.born.month}.{p.born:%y}",
    "dashes": lambda p: f"{p.born:%d–%m–%Y}",
    "spaces": lambda p: f"{p.born:%d %m %Y}",
    "spaced slashes": lambda p: f"{p.born:%d / %m / %Y}",
    "ISO": lambda p: p.born.isoformat(),
    "ISO with time": lambda p: f"{p.born.isoformat()}T00:00:00Z",
    "ISO slashes": lambda p: f"{p.born:%Y/%m/%d}",
    "basic ISO": lambda p: f"{p.born:%Y%m%d}",
    "eight digits": lambda p: f"{p.born:%d%m%Y}",
    "month between dashes": lambda p: f"{p.born:%d-%b-%Y}",
    "month between dashes, short year": lambda p: f"{p.born:%d-%b-%y}".upper(),
    "Roman": lambda p: f"{p.born.day}.{roman(p.born.month)}.{p.born.year}",
    "Roman capitals": lambda p: f"{p.born.day}.{roman(p.born.month).upper()}.{p.born:%y}",
    "no year": lambda p: f"her birthday, {p.born.day} {p.born:%B}, was",
    "no year, ordinal": lambda p: f"on {p.born:%B} {ordinal(p.born.day)} he came",
    "month hyphened": lambda p: (
        f"{p.born.day} {p.born:%B}"[:-2] + "-\n" + f"{p.born:%B}"[-2:] + f" {p.born.year}"
    ),
    "year on the next line": lambda p: f"{p.born.day} {p.born:%B}\n{p.born.year}",
    "apostrophe": lambda p: f"{p.born.day} {p.born:%B} ’{p.born:%y}",
    "glued": lambda p: f"bornon{p.born.day}{p.born:%B%Y}in",
    "apart": lambda p: " ".join(f"{p.born:%d%m%Y}"),
}

OF_ADDRESSES: dict[str, Callable[[Person], str]] = {
    "house and road": lambda p: f"{p.house} {p.road}",
    "with comma": lambda p: f"{p.house}, {p.road}",
    "flat before": lambda p: f"Flat 2, {p.house} {p.road}, Essex",
    "short road": lambda p: f"{p.house} {_short(p.road)}",
    "short road with stop": lambda p: f"{p.house} {_short(p.road)}.",
    "number in words": lambda p: f"{in_words(p.house)} {p.road}".capitalize(),
    "road alone": lambda p: f"a house in {p.road} was",
    "lower case": lambda p: f"{p.house} {p.road}".lower(),
    "over lines": lambda p: f"{p.house}\n{p.road.replace(' ', chr(10))}",
    "slug": lambda p: f"{p.house}-{p.road.replace(' ', '-')}".lower(),
    "no space": lambda p: f"{p.house}{p.road}",
}

OF_POSTCODES: dict[str, Callable[[Person], str]] = {
    "whole": lambda p: p.postcode,
    "no space": lambda p: p.postcode.replace(" ", ""),
    "lower case": lambda p: p.postcode.lower(),
    "two spaces": lambda p: p.postcode.replace(" ", "  "),
    "over lines": lambda p: p.postcode.replace(" ", "\n"),
    "O for nought": lambda p: p.postcode.replace("0", "O"),
    "I for one": lambda p: p.postcode.replace("1", "I"),
    "l for one": lambda p: p.postcode.replace("1", "l"),
    "in a line": lambda p: f"Southend, {p.postcode}, Essex",
}

OF_NUMBERS: dict[str, Callable[[Person], str]] = {
    "mobile": lambda p: p.mobile,
    "mobile without spaces": lambda p: p.mobile.replace(" ", ""),
    "mobile from abroad": lambda p: "+44 " + p.mobile[1:],
    "mobile from abroad in brackets": lambda p: "+44 (0)" + p.mobile[1:],
    "mobile dialled from abroad": lambda p: "0044" + p.mobile[1:].replace(" ", ""),
    "mobile without nought": lambda p: p.mobile[1:],
    "mobile in dashes": lambda p: p.mobile.replace(" ", "-"),
    "mobile in threes": lambda p: " ".join(
        p.mobile.replace(" ", "")[n : n + 3] for n in (0, 3, 6, 9)
    ),
    "mobile in dots": lambda p: ".".join(
        p.mobile.replace(" ", "")[n : n + 2] for n in range(0, 11, 2)
    ),
    "mobile told": lambda p: " ".join(
        "oh" if d == "0" else in_words(int(d)) for d in p.mobile if d != " "
    ),
    "link to mobile": lambda p: f"tel:+44{p.mobile[1:].replace(' ', '')}",
    "landline": lambda p: p.landline,
    "landline in brackets": lambda p: f"({p.landline[:5]}) {p.landline[6:]} ext 4",
    "landline over lines": lambda p: p.landline.replace(" ", "\n"),
    "NHS number": lambda p: f"NHS No: {p.nhs}",
    "NHS number without spaces": lambda p: p.nhs.replace(" ", ""),
    "NHS number in dashes": lambda p: p.nhs.replace(" ", "-"),
    "NHS number apart": lambda p: " ".join(p.nhs.replace(" ", "")),
    "mail": lambda p: p.email,
    "mail in capitals": lambda p: p.email.upper(),
    "mail in words": lambda p: p.email.replace("@", " at ").replace(".", " dot "),
    "mail in brackets": lambda p: p.email.replace("@", "[at]").replace(".", "[dot]"),
    "mail with a plus": lambda p: p.email.replace("@", "+news@"),
    "link to mail": lambda p: f"mailto:{p.email}?subject=x",
    "first half of mail": lambda p: p.email.split("@")[0],
}


def _plain(text: str) -> str:
    text = text.translate(str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "ß": "ss"}))
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _spelled(text: str) -> str:
    table = {"ü": "ue", "ö": "oe", "ø": "oe", "Ø": "Oe", "å": "aa", "Å": "Aa", "ß": "ss"}
    return _plain(text.translate(str.maketrans(table)))


def _short(road: str) -> str:
    head, _, last = road.rpartition(" ")
    short = {
        "Avenue": "Ave",
        "Road": "Rd",
        "Street": "St",
        "Lane": "Ln",
        "Close": "Cl",
        "Drive": "Dr",
        "Court": "Ct",
        "Crescent": "Cres",
        "Gardens": "Gdns",
        "Place": "Pl",
        "Terrace": "Terr",
        "Grove": "Gr",
        "Square": "Sq",
        "Way": "Way",
    }
    return f"{head} {short[last]}"
