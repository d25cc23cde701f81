"""What changed from one version to another, line by line and, within a line, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from protocols.agreements.review_dates import partial_date
from protocols.agreements.wording import parts_of
from protocols.content import AgreementContent, Passage, Section

# Lines less alike than this are shown as one removed and one added.
ALIKE = 0.5


@dataclass(frozen=True)
class Line:
    text: str
    is_heading: bool = False


@dataclass(frozen=True)
class Change:
    """One line on each side: the same, changed, removed (no ``after``) or added (no ``before``)."""

    kind: str
    before: SafeString
    after: SafeString
    both: SafeString
    is_heading: bool = False


@dataclass(frozen=True)
class Comparison:
    changes: list[Change]

    @property
    def count(self) -> int:
        return sum(change.kind != "same" for change in self.changes)

    @property
    def shown(self) -> list[Change | None]:
        """The changes, each with the line and the heading around it; ``None`` where lines are left out."""
        near: set[int] = set()
        heading = None
        for index, change in enumerate(self.changes):
            heading = index if change.is_heading else heading
            if change.kind != "same":
                near |= {index - 1, index, index + 1}
                near |= set() if heading is None else {heading}
        found: list[Change | None] = []
        for index, change in enumerate(self.changes):
            if index in near:
                found.append(change)
            elif not found or found[-1] is not None:
                found.append(None)
        return found


def compare_versions(before: AgreementContent, after: AgreementContent) -> Comparison:
    old, new = list(lines_of(before)), list(lines_of(after))
    matcher = SequenceMatcher(None, [line.text for line in old], [line.text for line in new], False)
    changes: list[Change] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            changes += [_same(line) for line in new[j1:j2]]
        else:
            changes += _changed(old[i1:i2], new[j1:j2])
    return Comparison(changes)


def lines_of(content: AgreementContent) -> Iterator[Line]:
    """The agreement as its reader sees it, a paragraph, an item or a table row to a line."""
    yield Line("Summary sheet", True)
    for label, value in summary_facts(content):
        yield Line(f"{label}: {value}")
    yield from _text(content.summary)
    for section in content.sections:
        yield from _section(section)
    yield Line(f"Appendix 2: {content.legislation_title}", True)
    for section in content.legislation:
        yield from _section(section)


def summary_facts(content: AgreementContent) -> Iterator[tuple[str, str]]:
    """The facts of the summary sheet that have a value, in its order."""
    facts = (
        ("Title", content.title),
        ("Kind of agreement", content.kind),
        ("Lead partner", content.lead_partner),
        ("Agreement owner", content.agreement_owner),
        ("Authors", ", ".join(content.authors)),
        ("Owners", ", ".join(content.owners)),
        ("Status", content.status.upper()),
        ("Version", content.version),
        ("Date", partial_date(content.version_date)),
        ("Review date", partial_date(content.review_date) if content.review_date else ""),
        ("Parent agreement", content.parent_title),
        ("Note on the parent agreement", content.parent_note),
        ("May be approved by", ", ".join(content.approver_roles)),
        ("Signed copies go to", content.return_to),
        ("Also published at", content.published_at),
    )
    return ((label, value) for label, value in facts if value)


def _section(section: Section) -> Iterator[Line]:
    yield Line(section.heading, True)
    for passage in section.passages:
        yield from _passage(passage)


def _passage(passage: Passage) -> Iterator[Line]:
    if passage.type == "legal_reference":
        yield Line(f"References: {passage.text}")
    elif passage.type == "definition":
        yield Line(f"Definition: {passage.text}")
    for row in passage.rows:
        yield Line(" | ".join(row))
    yield from _text(passage.html)


def _text(html: str) -> Iterator[Line]:
    for part in parts_of(html):
        yield Line(f"• {part.text}" if part.kind == "item" else part.text)


def _changed(old: list[Line], new: list[Line]) -> list[Change]:
    """Pairs each new line with the old one before it that is most like it; the rest stand alone."""
    changes: list[Change] = []
    left = list(old)
    for line in new:
        ratios = [SequenceMatcher(None, other.text, line.text).ratio() for other in left]
        best = max(range(len(left)), key=ratios.__getitem__, default=None)
        if best is None or ratios[best] < ALIKE:
            changes.append(_added(line))
            continue
        changes += [_removed(other) for other in left[:best]]
        changes.append(_reworded(left[best], line))
        left = left[best + 1 :]
    return _removed_first(changes + [_removed(other) for other in left])


def _removed_first(changes: list[Change]) -> list[Change]:
    """Between two lines that were reworded, what went stands before what came."""
    found: list[Change] = []
    for reworded, group in groupby(changes, key=lambda change: change.kind == "changed"):
        lines = list(group)
        found += lines if reworded else sorted(lines, key=lambda change: change.kind == "added")
    return found


def _same(line: Line) -> Change:
    text = format_html("{}", line.text)
    return Change("same", text, text, text, line.is_heading)


def _added(line: Line) -> Change:
    text = _marked("ins", line.text)
    return Change("added", mark_safe(""), text, text, line.is_heading)


def _removed(line: Line) -> Change:
    text = _marked("del", line.text)
    return Change("removed", text, mark_safe(""), text, line.is_heading)


def _reworded(old: Line, new: Line) -> Change:
    a, b = _words(old.text), _words(new.text)
    before: list[SafeString] = []
    after: list[SafeString] = []
    both: list[SafeString] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, False).get_opcodes():
        gone, come = "".join(a[i1:i2]), "".join(b[j1:j2])
        if tag == "equal":
            text = format_html("{}", gone)
            before.append(text)
            after.append(text)
            both.append(text)
            continue
        if gone:
            before.append(_marked("del", gone))
            both.append(before[-1])
        if come:
            after.append(_marked("ins", come))
            both.append(after[-1])
    return Change("changed", _join(before), _join(after), _join(both), new.is_heading)


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)


def _marked(tag: str, text: str) -> SafeString:
    """Screen readers mostly say nothing of ``ins`` and ``del``, so words do."""
    said = {"ins": "added:", "del": "removed:"}[tag]
    return format_html(
        '<{}><span class="govuk-visually-hidden">{} </span>{}</{}>',
        mark_safe(tag),
        said,
        text,
        mark_safe(tag),
    )


def _join(parts: list[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
