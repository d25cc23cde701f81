"""The words of the HTML against the words of the PDF."""

from hypothesis import given
from hypothesis import strategies as st

from reviews.report_text import markup
from reviews.report_text.comparison import compare
from reviews.report_text.pdf_words import without_furniture
from reviews.report_text.rendering import render

TEXT = """# 1. Facts

1.1 The practice rang twice and nobody came to the telephone that day.

1.2 She had told a neighbour about it in the spring, and the neighbour did not know whom to ask.[^1]

Table: Contacts
|= Who |= When |
| Council housing | In the autumn |
| A health visitor | In the winter of that year |

1.3 They learned from it and wrote down what they would do in another case.

[^1]: As the family told the panel.
"""
PAGES = [
    "Report of the panel\nMay 2019",
    "1. Facts\n1.1 The practice rang twice and no-\nbody came to the telephone that day.\n"
    "1.2 She had told a neighbour about it in the spring, and the neighbour did not know whom to "
    "ask.1\n1 As the family told the panel.",
    "Contacts\nWho When\nCouncil In the\nhousing autumn\nA health In the winter\nvisitor of that "
    "year\n1.3 They learned from it and wrote down what they would do in another case.",
]


def differences(text: str, pages: list[str] = PAGES) -> list[tuple[str, str]]:
    return [(one.side, one.words) for one in compare(pages, render(markup.read(text)))]


def test_the_same_words_are_the_same_whatever_the_lines():
    found = differences(TEXT)
    assert found == [("cover", "Report of the panel May 2019")]


def test_a_word_that_was_changed_is_named_on_both_sides():
    found = differences(TEXT.replace("rang twice", "rang once"))
    assert ("pdf", "twice") in found
    assert ("text", "once") in found


def test_a_paragraph_that_is_missing_is_named():
    found = differences(TEXT.replace("1.3 They learned from it and wrote down what they", "They"))
    assert ("pdf", "1.3 They learned from it and wrote down what") in found or any(
        side == "pdf" and "learned" in words for side, words in found
    )


def test_words_that_changed_places_are_named():
    found = differences(
        TEXT.replace(
            "She had told a neighbour about it in the spring, and the neighbour",
            "She had told the neighbour about it in the spring, and a neighbour",
        )
    )
    assert any(side == "elsewhere" for side, _ in found)


def test_heads_and_feet_of_pages_are_no_words_of_the_report():
    pages = [
        f"Review of the panel\nSomething else {word}\nPage {n} of 4"
        for n, word in enumerate("abcd")
    ]
    cleaned = without_furniture(pages)
    assert cleaned == [
        "Something else a",
        "Something else b",
        "Something else c",
        "Something else d",
    ]


WORDS = st.lists(
    st.sampled_from(["alpha", "beta", "gamma", "delta", "the", "of", "to", "a"]), max_size=80
)


@given(WORDS)
def test_a_text_does_not_differ_from_itself(words):
    text = " ".join(words)
    assert compare([text], f"<p>{text}</p>") == []


@given(WORDS, st.integers(0, 80))
def test_a_word_put_in_is_found(words, place):
    changed = " ".join([*words[:place], "omega", *words[place:]])
    found = compare([" ".join(words)], f"<p>{changed}</p>")
    assert any("omega" in one.words for one in found if one.side == "text")
