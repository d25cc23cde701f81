"""Words as the library compares them: lower case, without accents, as stems.

The same stemmer serves both databases, the queries and the marking, so that what is found is what
is marked. SQLite's own and PostgreSQL's own stemmers differ.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from threading import Lock

import snowballstemmer

WORD = re.compile(r"[^\W_]+(?:['’](?=[^\W_])[^\W_]+)*")
LONGEST = 40
# Words that say nothing of what is looked for; kept where they stand in quotation marks.
STOP_WORDS = frozenset(Path(__file__).with_name("stop-words.txt").read_text("utf-8").split())

_stemmer = snowballstemmer.stemmer("english")
_one_at_a_time = Lock()


def folded(text: str) -> str:
    """Lower case, compatibility forms undone, and no accents."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(one for one in parts if not unicodedata.combining(one)).casefold()


def cleaned(text: str) -> str:
    """Without what no database takes and no reader sees: NUL, lone surrogates, controls."""
    kept = (one if unicodedata.category(one)[0] != "C" or one == "\xad" else " " for one in text)
    return " ".join("".join(kept).replace("\xad", "").split())


def words_in(text: str) -> Iterator[str]:
    """Words as they stand, folded; an apostrophe ends what counts of a word."""
    for found in WORD.finditer(text):
        word = spelled(found[0])
        if word:
            yield word


@lru_cache(maxsize=50_000)
def spelled(word: str) -> str:
    """One word folded, as far as it counts."""
    short = re.sub(r"['’]s?$|['’]", "", re.sub(r"['’]s$", "", folded(word)))
    return "".join(one for one in short if one.isalnum())[:LONGEST]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    with _one_at_a_time:
        return str(_stemmer.stemWord(word)) or word


def stems_in(text: str) -> Iterator[str]:
    return (stem(word) for word in words_in(text))


def stemmed(texts: Iterable[str], longest: int) -> str:
    """The stems of the texts with single spaces, cut at a word before ``longest`` characters."""
    joined = " ".join(one for text in texts for one in stems_in(text))
    return joined if len(joined) <= longest else joined[:longest].rpartition(" ")[0]
