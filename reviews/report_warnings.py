"""What an editor should know of a text that was brought in, in words."""

from typing import Any

SENTENCES = {
    "changes": (
        "Tracked changes did not come in: neither what was put in nor what was taken out. Accept or "
        "reject them in Word and bring the file in again. Places: {value}."
    ),
    "contents": "The list of contents was left out: the page has one of its own.",
    "hidden": "Hidden text, or text in the colour of the page, was left out. Places: {value}.",
    "left-out": "Left out as part of the cover or of every page: “{value}”.",
    "guessed-heading": "A short line in bold became a heading: “{value}”.",
    "guessed-header": "The first row of a table was taken for its headings: “{value}”.",
    "pictures": (
        "Pictures were left out. Say in words what they show if readers need it. Pictures: {value}."
    ),
    "symbols": "Signs of a symbol font were left out. Places: {value}.",
    "text-boxes": "Words in text boxes came in after the paragraph they stand by. Boxes: {value}.",
}
MOST_SHOWN = 100
LONGEST_VALUE = 120


def in_words(warnings: list[Any]) -> list[str]:
    found = []
    for code, value in warnings[:MOST_SHOWN]:
        words = str(value)
        if len(words) > LONGEST_VALUE:
            words = f"{words[:LONGEST_VALUE]}…"
        if code in SENTENCES:
            found.append(SENTENCES[code].format(value=words))
    return found
