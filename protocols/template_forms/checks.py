"""What a template form must and must not hold before the site shows it, as a list of rules.

A message names the field or the place and never repeats what was written there: it may be somebody's
name, and messages end up in screenshots and e-mails.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from protocols.template_forms.word_fields import (
    filled_controls,
    filled_form_fields,
    filled_name_fields,
    text_of,
)
from protocols.template_forms.word_reading import R, WordFile, w

MARKING = "OFFICIAL-SENSITIVE (when completed)"
WHEN_COMPLETED = re.compile(r"official[\W_]*sensitive[\W_]*when\s+complete(d)?\b", re.I)
OTHER_MARKING = re.compile(r"\b(TOP SECRET|SECRET|RESTRICTED|CONFIDENTIAL|PROTECT)\b")
OFFICIAL_SENSITIVE = re.compile(r"official[\W_]*sensitive", re.I)
TRACKED = {
    w(name)
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"),
        *("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"),
        *("tblGridChange", "numberingChange", "delText"),
    )
}
AUTHORS = (
    ("docProps/core.xml", "creator", "an author"),
    ("docProps/core.xml", "lastModifiedBy", "the name of whoever saved it last"),
    ("docProps/app.xml", "Manager", "a manager"),
    ("docProps/app.xml", "Company", "a company"),
)
PERSONAL_NUMBERS = (
    (
        re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"),
        "a National Insurance number",
    ),
    (re.compile(r"(?<!\d)(?<!\d )\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)"), "an NHS number"),
)
SAFE_LINKS = ("https://", "http://", "mailto:", "tel:")


@dataclass(frozen=True)
class Rule:
    name: str
    find: Callable[[WordFile], Iterable[str]]


def findings(file: WordFile) -> list[str]:
    """Everything that keeps this file from being a template, each said once."""
    found: dict[str, None] = {}
    for rule in RULES:
        found.update(dict.fromkeys(rule.find(file)))
    return list(found)


def marking(file: WordFile) -> Iterator[str]:
    """Word has up to three headers in each section; a section without its own has the one before's."""
    headers = file.relationships(file.main)
    settings = file.optional("word/settings.xml")
    even_differs = settings is not None and _is_on(settings.find(w("evenAndOddHeaders")))
    inherited: dict[str, Any] = {}
    for number, section in enumerate(file.body.iter(w("sectPr")), start=1):
        for reference in section.findall(w("headerReference")):
            target = headers.get(reference.get(f"{{{R}}}id", ""))
            if target and target.target in file.parts:
                inherited[reference.get(w("type"), "default")] = file.tree(target.target)
        needed = ["default"]
        needed += ["first"] if _is_on(section.find(w("titlePg"))) else []
        needed += ["even"] if even_differs else []
        for kind in needed:
            words = text_of(inherited[kind]) if kind in inherited else ""
            if not WHEN_COMPLETED.search(words):
                yield _marking_missing(file, PAGES[kind], number)


PAGES = {"default": "the pages", "first": "the first page", "even": "the even pages"}


def _marking_missing(file: WordFile, pages: str, section: int) -> str:
    where = f" in section {section}" if section > 1 else ""
    in_body = WHEN_COMPLETED.search(text_of(file.body))
    beside = " It is only in the text." if in_body else ""
    return f"The header of {pages}{where} does not say {MARKING}.{beside}"


def other_marking(file: WordFile) -> Iterator[str]:
    for part in file.text_parts():
        if part.tag not in (w("hdr"), w("ftr")):
            continue
        words = text_of(part)
        if OTHER_MARKING.search(words):
            yield "A header or footer holds another protective marking."
        elif OFFICIAL_SENSITIVE.search(WHEN_COMPLETED.sub("", words)):
            yield "A header or footer says OFFICIAL-SENSITIVE without “(when completed)”."


def tracked_changes(file: WordFile) -> Iterator[str]:
    if any(element.tag in TRACKED for part in file.text_parts() for element in part.iter()):
        yield "It holds tracked changes. Accept or reject them all."


def comments(file: WordFile) -> Iterator[str]:
    has_comments = any(
        len(file.tree(name))
        for name in file.parts
        if name.startswith("word/comments") and name.endswith(".xml")
    )
    refers = any(True for part in file.text_parts() for _ in part.iter(w("commentReference")))
    people = file.optional("word/people.xml")
    if has_comments or refers:
        yield "It holds comments. Delete them all."
    elif people is not None and len(people):
        yield "It holds the names of people who commented or changed something. " + INSPECT


INSPECT = (
    "In Word: File, Info, Inspect Document, remove document properties and personal information."
)


def metadata(file: WordFile) -> Iterator[str]:
    for part, tag, what in AUTHORS:
        tree = file.optional(part)
        if tree is None:
            continue
        if any((element.text or "").strip() for element in tree.iter(f"{{*}}{tag}")):
            yield f"Its properties hold {what}. {INSPECT}"
    custom = file.optional("docProps/custom.xml")
    if custom is not None and len(custom):
        yield f"Its properties hold further details. {INSPECT}"
    if any(name.startswith("docProps/thumbnail") for name in file.parts):
        yield "It holds a preview picture of an earlier state. Switch off “Save thumbnail”."


def filled_in(file: WordFile) -> Iterator[str]:
    for part in file.text_parts():
        for label in filled_controls(part):
            yield f"The field “{label}” is filled in. Empty it."
        for label in filled_form_fields(part):
            yield f"The form field “{label}” is filled in. Empty it."
        for label in filled_name_fields(part):
            yield f"Something is written beside or below “{label}”. Empty it."


def personal_numbers(file: WordFile) -> Iterator[str]:
    for part in file.text_parts():
        words = text_of(part)
        for pattern, what in PERSONAL_NUMBERS:
            if any(_is_plausible(match.group(), what) for match in pattern.finditer(words)):
                yield f"It holds what looks like {what}."


def hidden_text(file: WordFile) -> Iterator[str]:
    for part in file.text_parts():
        for run in part.iter(w("r")):
            properties = run.find(w("rPr"))
            hidden = properties is not None and _is_on(properties.find(w("vanish")))
            if hidden and text_of(run).strip():
                yield "It holds hidden text. Show it and delete it."


def carried_along(file: WordFile) -> Iterator[str]:
    """What rides in a Word file beside its words."""
    for name, data in file.parts.items():
        lower = name.lower()
        if lower.startswith(("word/embeddings/", "word/activex/", "word/afchunk")):
            yield "It holds another file inside it, or a control that runs. Take it out."
        is_data = lower.startswith("customxml/item") and lower.endswith(".xml")
        if is_data and "".join(file.tree(name).itertext()).strip():
            yield f"It holds data beside the text. {INSPECT}"
        if lower.startswith("word/media/") and b"Exif\x00\x00" in data[:65536]:
            yield "A picture in it holds details of the camera or place. Save the picture anew."
    settings = file.optional("word/settings.xml")
    if settings is not None and any(True for _ in settings.iter(w("docVar"))):
        yield f"It holds stored values. {INSPECT}"
    for name in file.parts:
        if not name.endswith(".rels"):
            continue
        for element in file.tree(name):
            target, external = element.get("Target", ""), element.get("TargetMode") == "External"
            is_link = element.get("Type", "").endswith("/hyperlink")
            if external and not (is_link and target.lower().startswith(SAFE_LINKS)):
                yield "It points to a file or template elsewhere. Break the link in Word."


def _is_on(element: Any | None) -> bool:
    """A switch is on when it is there and does not say otherwise."""
    return element is not None and element.get(w("val"), "1") not in ("0", "false", "off")


def _is_plausible(found: str, what: str) -> bool:
    """NHS numbers end in a check digit, so that most telephone numbers are left alone."""
    if "NHS" not in what:
        return True
    digits = [int(character) for character in found if character.isdigit()]
    check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return digits[0] != 0 and check % 11 == digits[9] and check != 10


RULES = (
    Rule("marking", marking),
    Rule("other marking", other_marking),
    Rule("tracked changes", tracked_changes),
    Rule("comments", comments),
    Rule("metadata", metadata),
    Rule("filled in", filled_in),
    Rule("personal numbers", personal_numbers),
    Rule("hidden text", hidden_text),
    Rule("carried along", carried_along),
)
