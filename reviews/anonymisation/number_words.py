"""Numbers as words: of houses, of days, of years and of telephones."""

import re

from reviews.anonymisation.folding import words_of

_ONES = words_of(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = words_of("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def in_words(number: int) -> str:
    """Of 0 to 9,999, with a space between words: "one hundred and two"."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens = _TENS[number // 10 - 2]
        return f"{tens} {_ONES[number % 10]}" if number % 10 else tens
    size, name = (100, "hundred") if number < 1000 else (1000, "thousand")
    head = f"{in_words(number // size)} {name}"
    return f"{head} and {in_words(number % size)}" if number % size else head


def ordinal_in_words(number: int) -> str:
    head, space, last = in_words(number).rpartition(" ")
    if last.endswith("y"):
        return f"{head}{space}{last[:-1]}ieth"
    return f"{head}{space}{_ORDINALS.get(last, last + 'th')}"


def ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def year_in_words(year: int) -> set[str]:
    century, rest = divmod(year, 100)
    forms = set()
    if rest == 0:
        forms.add(f"{in_words(century)} hundred")
    elif rest < 10:
        forms |= {f"{in_words(century)} {middle} {in_words(rest)}" for middle in ("oh", "o")}
        forms.add(f"{in_words(century)} hundred and {in_words(rest)}")
    else:
        forms.add(f"{in_words(century)} {in_words(rest)}")
    if 2000 <= year < 2100:
        forms.add(f"two thousand and {in_words(rest)}" if rest else "two thousand")
        forms.add(f"two thousand {in_words(rest)}" if rest else "two thousand")
    return forms


_ROMAN = words_of("i ii iii iv v vi vii viii ix x xi xii")


def roman(number: int) -> str:
    """Of 1 to 12, in lower case, as in dates."""
    return _ROMAN[number - 1]


DIGIT_WORDS = {word: str(value) for value, word in enumerate(_ONES[:10])} | {
    "oh": "0",
    "o": "0",
    "nought": "0",
    "nil": "0",
}
_DIGIT = rf"(?:(?:double|treble|triple)[\s-]+)?(?:{'|'.join(DIGIT_WORDS)})"
_SPOKEN = re.compile(rf"\b{_DIGIT}(?:[\s,-]+{_DIGIT}){{4,}}\b", re.IGNORECASE)


def spoken_digits(text: str) -> list[tuple[int, int, str]]:
    """Runs of five and more digits told as words: start, end and the digits."""
    found = []
    for run in _SPOKEN.finditer(text):
        digits, times = "", 1
        for word in re.findall(r"[a-z]+", run[0].lower()):
            if word in DIGIT_WORDS:
                digits += DIGIT_WORDS[word] * times
                times = 1
            else:
                times = 2 if word == "double" else 3
        found.append((run.start(), run.end(), digits))
    return found
