"""What the check looks for, as data: the level, the words and what to do about it."""

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    PASS = 0
    REVIEW = 1
    BLOCK = 2
    REFUSE = 3


@dataclass(frozen=True)
class Rule:
    """``clearable``: people may decide that it stands. What is not has to be mended in the file."""

    name: str
    level: Level
    title: str
    what_to_do: str
    group: str
    clearable: bool = True


def _refuse(name: str, title: str, what_to_do: str) -> Rule:
    return Rule(name, Level.REFUSE, title, what_to_do, "file", clearable=False)


def _mend(name: str, title: str, what_to_do: str) -> Rule:
    return Rule(name, Level.BLOCK, title, what_to_do, "file", clearable=False)


def _ask(name: str, title: str, what_to_do: str, group: str = "people") -> Rule:
    return Rule(name, Level.REVIEW, title, what_to_do, group)


REMOVE = "Take it out of the original and make the file again."
SAY_WHAT = "Say what it is, or take it out of the original."

RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        _refuse("password", "Protected by a password", "Save a copy without the password."),
        _refuse("damaged", "Damaged", "Make the file again from the original."),
        _refuse("too-slow", "Takes too long to read", "Make the file again with fewer objects."),
        _refuse("too-large", "Needs too much memory", "Make the pictures smaller or split it."),
        _refuse("unknown-type", "Not a kind of file that can be checked", "Save it as a PDF."),
        _refuse("wrong-type", "Its content is not what its name says", "Save it again as a PDF."),
        _refuse("no-ocr", "Holds pictures, and they can’t be read here", "Install tesseract."),
        _refuse("nested", "Holds files inside files too deep", "Take the attachments out."),
        Rule(
            "protected-identifier",
            Level.BLOCK,
            "A protected identifier",
            "Take it out of the original. Two people may agree, with a reason, that it is not meant.",
            "register",
        ),
        Rule(
            "protective-marking",
            Level.BLOCK,
            "A protective marking",
            "Take the marking off the original, or ask whether this may be published at all. "
            "Two people may agree, with a reason, that the word is no marking.",
            "register",
        ),
        _ask(
            "close-to-identifier",
            "Close to a protected identifier",
            "Look whether it is the name with a slip in it.",
            "register",
        ),
        _ask(
            "marking-mentioned",
            "A protective marking that is spoken of",
            "Look whether the file itself is marked so.",
            "register",
        ),
        _mend("hidden-text", "Text that readers can’t see but can copy", REMOVE),
        _mend("redaction-not-applied", "A redaction that was marked but not applied", REMOVE),
        _mend("active-content", "A script or an action", REMOVE),
        _mend(
            "layers", "Layers that can be shown or hidden", "Make the file again without layers."
        ),
        _mend(
            "lying-font",
            "Text that copies as other words than are shown",
            "Make the file again from the original with ordinary fonts.",
        ),
        _ask("name", "A name", SAY_WHAT),
        _ask("date-of-birth", "A date of birth", "Take it out, or give the year."),
        _ask("full-date", "A full date", "Give the month and the year, or say why it stands."),
        _ask("exact-age", "An exact age", "Give a range, or say why it stands."),
        _ask("postcode", "A postcode", SAY_WHAT),
        _ask("street-address", "A street address", SAY_WHAT),
        _ask("phone", "A telephone number", SAY_WHAT),
        _ask("email", "An e-mail address", SAY_WHAT),
        _ask("nhs-number", "An NHS number", REMOVE),
        _ask("ni-number", "A National Insurance number", REMOVE),
        _ask("vehicle", "A vehicle registration", REMOVE),
        _ask("reference", "A reference of a crime, a court or a case", SAY_WHAT),
        _ask("school", "A school", SAY_WHAT),
        _ask("surgery", "A surgery, ward or hospital", SAY_WHAT),
        _ask("place", "A place smaller than the district", SAY_WHAT),
        _ask("occupation", "An occupation that few people have", SAY_WHAT),
        _ask("jigsaw", "Facts that point to one person when put together", "Take one or more out."),
        _ask("pseudonym", "A pseudonym that is not used the same way", "Use one throughout."),
        _ask("parts-differ", "The parts of the review differ", "Mend the part that is wrong."),
        _ask("attachment", "A file inside the file", "It is not in the published copy.", "file"),
        _ask("annotation", "A comment or mark on a page", "Take it out of the original.", "file"),
        _ask("form-field", "A form to fill in", "It is not in the published copy.", "file"),
        _ask(
            "earlier-revision",
            "An earlier version of the file in it",
            "It is not in the published copy.",
            "file",
        ),
        _ask("tracked-change", "A tracked change", "Accept or reject it in Word.", "file"),
        _ask("comment", "A comment", "Delete it in Word.", "file"),
        _ask("untagged", "Not tagged for screen readers", "Save it as a tagged PDF.", "access"),
        _ask("no-language", "Does not say its language", "Set the language to English.", "access"),
        _ask("no-title", "Has no title", "Give the document a title.", "access"),
        _ask("no-alternative-text", "A picture without alternative text", "Describe it.", "access"),
        _ask("heading-order", "Headings that skip a level", "Use the levels in order.", "access"),
    )
}


def level_of(rule: str) -> Level:
    return RULES[rule].level
