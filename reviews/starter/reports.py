"""The fictional reviews that a new site starts with, and the PDF files that go with them.

Everything here is plain data and plain Python, without Django, so that the reports can be looked
at, tested and changed on their own. The bytes of a report depend only on its text, the template and
the release of Typst: loading the starter content twice therefore finds the same files, by digest.
"""

import functools
import json
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst

from reviews.starter.compose import action_plan, executive_summary, letter, overview_report
from reviews.starter.word import word_file

HERE = Path(__file__).parent
KINDS = ("executive-summary", "overview-report", "action-plan", "home-office-letter")
STATES = (
    "published",
    "withdrawn",
    "awaiting_anonymisation",
    "awaiting_home_office",
    "awaiting_board",
)


@dataclass(frozen=True, slots=True)
class RequiredChange:
    """One thing that the Home Office asked to be changed before publication."""

    text: str
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class StarterDecision:
    """What the Home Office wrote back. The meeting and the letter have different dates."""

    submitted_on: date
    considered_on: date
    letter_date: date
    reference: str
    outcome: str
    body: str
    praise: str
    required_changes: tuple[RequiredChange, ...] = ()


@dataclass(frozen=True, slots=True)
class StarterReview:
    """One fictional review. `report` holds the text of its reports, read only by `compose`."""

    slug: str
    working_reference: str
    title: str
    pseudonym: str
    sentence: str
    summary_html: str
    scheme: str
    partnership: str
    area: str
    year_of_death: int
    month_of_death: int | None
    death_type: str
    relationship_group: str
    themes: tuple[str, ...]
    chair: str
    author: str
    report_date: date
    content_note: str
    state: str
    kinds: tuple[str, ...]
    on_line: tuple[str, ...]
    decision: StarterDecision | None
    withdrawal_reason: str
    report: dict[str, Any]


def starter_reviews() -> list[StarterReview]:
    """All six reviews, in the order of their working references."""
    found = [_read(path) for path in (HERE / "reviews").glob("*.toml")]
    return sorted(found, key=lambda review: review.working_reference)


def report_pdf(review: StarterReview, kind: str) -> bytes:
    """One report of a review as a tagged PDF/UA-1 file, the same bytes each time.

    Any kind can be made for any review, whether or not `review.kinds` says that it is published: a
    letter is evidence for a decision even where it stays private. Without a decision there is none.
    """
    document = _composed(review, kind)
    made = datetime.combine(date.fromisoformat(document["date"]), time(), tzinfo=UTC)
    return typst.compile(
        HERE / "report.typ",
        font_paths=_bundled_fonts(),
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"document": json.dumps(document)},
        timestamp=made,
    )


def report_word(review: StarterReview, kind: str) -> bytes:
    """The same report as the Word document that its PDF could have been made from."""
    return word_file(_composed(review, kind))


def _composed(review: StarterReview, kind: str) -> dict[str, Any]:
    composers = dict(
        zip(KINDS, (executive_summary, overview_report, action_plan, letter), strict=True)
    )
    if kind not in composers:
        raise ValueError(f"No such kind of report: {kind!r}")
    if kind == "home-office-letter" and review.decision is None:
        raise ValueError(f"{review.slug} has no Home Office decision, so it has no letter")
    return composers[kind](review)


@functools.cache
def _bundled_fonts() -> typst.Fonts:
    """Only the fonts that come with Typst: those of the machine would change the bytes."""
    return typst.Fonts(include_system_fonts=False)


def _read(path: Path) -> StarterReview:
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    decision = values.pop("decision", None)
    values.setdefault("month_of_death", None)
    values.setdefault("withdrawal_reason", "")
    values.setdefault("on_line", [])
    for key in ("themes", "kinds", "on_line"):
        values[key] = tuple(values[key])
    return StarterReview(
        slug=path.stem, decision=_read_decision(decision) if decision else None, **values
    )


def _read_decision(values: dict[str, Any]) -> StarterDecision:
    changes = tuple(RequiredChange(**change) for change in values.pop("required_changes", []))
    return StarterDecision(required_changes=changes, **values)
