"""Turns the facts of a fictional review into the pages of its reports.

The order and the headings follow the model layouts in the Home Office's statutory guidance. What
comes out is a document as plain data, which `report.typ` sets: a few facts for the title page and a
list of blocks.
"""

import functools
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviews.starter.blocks import Block, Text, bullets, heading, lines, table

if TYPE_CHECKING:
    from reviews.starter.reports import StarterReview

TERMS = {
    "DHR": "domestic homicide review",
    "DARDR": "domestic abuse related death review",
}
# Word for word as the Home Office's form has them, so that a plan can be imported and exported.
ACTION_PLAN_HEADINGS = [
    "Recommendation",
    "Scope of recommendation (i.e. local or regional)",
    "Action to take",
    "Lead Agency",
    "Key milestones achieved in enacting recommendation",
    "Target Date",
    "Date of completion and outcome",
]


@functools.cache
def shared_words() -> dict[str, Any]:
    """The words that all reports have in common, with the gaps still open."""
    return tomllib.loads(Path(__file__).with_name("shared.toml").read_text(encoding="utf-8"))


class Filled:
    """The shared words with the gaps filled for one review."""

    def __init__(self, review: "StarterReview") -> None:
        report = review.report
        name = review.pseudonym
        self.gaps = {
            "pseudonym": name,
            "pseudonym_possessive": f"{name}’" if name.endswith("s") else f"{name}’s",
            "partnership": review.partnership,
            "year_of_death": review.year_of_death,
            "review_term": TERMS[review.scheme],
            "chair": review.chair,
            "author": review.author,
            "plan_month": f"{_plan_date(review):%B %Y}",
            **report["process"],
        }
        if review.decision:
            self.gaps["body"] = review.decision.body
            self.gaps["body_short"] = review.decision.body.split()[-1]
            self.gaps["considered"] = f"{review.decision.considered_on:%B %Y}"

    def one(self, key: str) -> str:
        """A single sentence or paragraph."""
        return str(shared_words()[key]).format_map(self.gaps)

    def all(self, key: str) -> list[str]:
        """A list of paragraphs."""
        return [words.format_map(self.gaps) for words in shared_words()[key]]


def overview_report(review: "StarterReview") -> dict[str, Any]:
    """The full report: nineteen numbered sections, as in the model layout."""
    say, report, text = Filled(review), review.report, Text()
    name = review.pseudonym
    text.add(heading(1, "Preface"))
    text.plain(say.all("preface") + report["tribute"])
    text.section("Introduction", say.all("introduction") + report["introduction"])
    text.section("Timescales", say.all("timescales"))
    text.section("Confidentiality", say.all("confidentiality"))
    text.add(_names(review))
    text.section("Terms of reference", [say.one("terms_lead")])
    text.add(bullets(shared_words()["terms_common"] + report["terms"]))
    text.further(say.one("terms_close"), note=say.one("terms_note"))
    text.section("Methodology", say.all("methodology") + report["methodology"])
    text.section(
        "Involvement of family, friends, colleagues, neighbours and the wider community",
        report["family"],
    )
    text.section("Contributors to the review", report["contributors_note"])
    text.add(_contacts(review))
    text.section("The review panel", say.all("panel"))
    text.add(_panel(review))
    text.section("Chair and author of this report", say.all("author"))
    text.section("Parallel reviews", report["parallel"])
    text.section("Equality and diversity", report["equality"])
    text.section("Dissemination", say.all("dissemination"))
    text.section("Background information: the facts", report["background"])
    text.section("Chronology", [_chronology_lead(name)])
    text.add(_chronology(review))
    text.section("Overview", report["overview"])
    text.section("Analysis", report["analysis_lead"])
    for part in report["analysis"]:
        text.subsection(part["heading"], part["paragraphs"])
    for part in report["findings"]:
        text.subsection(part["heading"], part["paragraphs"])
    if report["good_practice"]:
        text.subsection("Good practice", report["good_practice"])
    text.section("Conclusions", report["conclusions"])
    text.section("Lessons to be learnt", [])
    for part in report["findings"]:
        text.subsection(part["title"], [part["lesson"]])
    text.section("Recommendations", say.all("recommendations"))
    for scope, advice in _by_scope(review):
        text.subsection(scope, [f"{item['lead']}: {item['text']}" for item in advice])
    return _document(review, "Overview report", text.blocks, contents_depth=1)


def executive_summary(review: "StarterReview") -> dict[str, Any]:
    """The short report: the ten sections of the model layout."""
    say, report, text = Filled(review), review.report, Text()
    text.section("The review process", say.all("summary_process"))
    text.section("Contributors to the review", report["contributors_note"])
    text.add(bullets([f"{row[0]} ({row[3].lower()})" for row in report["contacts"]]))
    text.section("The review panel", [])
    text.add(_panel(review))
    text.section("Chair and author", say.all("author"))
    text.section("Terms of reference", [say.one("terms_lead")])
    text.add(bullets(shared_words()["terms_common"] + report["terms"]))
    text.section("Summary chronology", report["background"] + report["overview"])
    text.section("Key issues arising from the review", [])
    for part in report["findings"]:
        text.subsection(part["heading"], part["paragraphs"][:1])
    text.section("Conclusions", report["conclusions"])
    text.section("Lessons to be learnt", [part["lesson"] for part in report["findings"]])
    text.section("Recommendations", [])
    for scope, advice in _by_scope(review):
        text.subsection(scope, [f"{item['lead']}: {item['text']}" for item in advice])
    return _document(review, "Executive summary", text.blocks)


def action_plan(review: "StarterReview") -> dict[str, Any]:
    """The action plan, under the seven headings of the Home Office's form."""
    text = Text()
    text.plain(Filled(review).all("action_plan"))
    text.add(heading(1, "Recommendations and actions"))
    columns = ("text", "scope", "action", "lead", "milestones", "target", "outcome")
    rows = [[item[column] for column in columns] for item in review.report["recommendations"]]
    text.add(
        table("Action plan", ACTION_PLAN_HEADINGS, rows, widths=[27, 15, 26, 16, 22, 13, 20]),
    )
    document = _document(review, "Action plan", text.blocks, cover=False, landscape=True)
    return document | {"date": _plan_date(review).isoformat()}


def letter(review: "StarterReview") -> dict[str, Any]:
    """What the Home Office wrote back, without the name or address of anybody."""
    decision = review.decision
    if decision is None:
        raise ValueError("A review without a decision has no letter")
    say, text = Filled(review), Text()
    sent = f"{decision.letter_date.day} {decision.letter_date:%B %Y}"
    text.add(heading(1, "Feedback letter from the Home Office"))
    to = f"To: the Chair, {review.partnership}"
    text.add(lines([to, f"Our reference: {decision.reference}", sent]))
    text.plain([*say.all("letter_opening"), decision.praise])
    if decision.required_changes:
        text.plain([say.one("letter_conditional")])
        text.add(heading(2, "Areas for final development"))
        text.add(bullets([change.text for change in decision.required_changes], indented=False))
    else:
        text.plain([say.one("letter_adequate")])
    text.add(heading(2, "What to do next"))
    text.plain(say.all("letter_closing"))
    text.add(lines(["Yours sincerely", f"Chair of the {decision.body}"]))
    document = _document(review, "Home Office letter", text.blocks, cover=False)
    return document | {"publisher": decision.body, "date": decision.letter_date.isoformat()}


def _document(
    review: "StarterReview",
    kind: str,
    blocks: list[Block],
    *,
    cover: bool = True,
    contents_depth: int = 0,
    landscape: bool = False,
) -> dict[str, Any]:
    return {
        "title": f"{review.title}: {kind.lower() if kind != 'Home Office letter' else kind}",
        "heading": review.title if cover else f"{kind}: ‘{review.pseudonym}’",
        "kind": kind,
        "publisher": review.partnership,
        "date": review.report_date.isoformat(),
        "notice": shared_words()["notice"],
        "facts": [
            ["Independent chair", review.chair],
            ["Author", review.author],
            ["Report completed", f"{review.report_date:%B %Y}"],
        ],
        "cover": cover,
        "contents": contents_depth > 0,
        "contents_depth": contents_depth,
        "landscape": landscape,
        "blocks": blocks,
    }


def _plan_date(review: "StarterReview") -> date:
    """An action plan goes on being brought up to date after its report is finished."""
    updated: date = review.report.get("action_plan_date", review.report_date)
    return updated


def _names(review: "StarterReview") -> Block:
    return table(
        "Names used in this report",
        ["Name used", "Who they are"],
        review.report["names"],
        widths=[1, 3],
    )


def _contacts(review: "StarterReview") -> Block:
    return table(
        "What each organisation knew and gave to the review",
        ["Organisation", "Who they knew", "Contact in the time looked at", "What they gave"],
        review.report["contacts"],
        widths=[5, 4, 8, 5],
    )


def _panel(review: "StarterReview") -> Block:
    return table(
        "Members of the review panel",
        ["Organisation", "Role on the panel"],
        review.report["panel"],
        widths=[1, 1],
    )


def _chronology_lead(name: str) -> str:
    return (
        "The table below brings the agencies’ records together by month. It leaves out routine "
        f"contact that had no bearing on {name}’s safety."
    )


def _chronology(review: "StarterReview") -> Block:
    return table(
        "Combined chronology",
        ["Month", "Source", "What happened"],
        review.report["chronology"],
        widths=[4, 5, 14],
    )


def _by_scope(review: "StarterReview") -> list[tuple[str, list[dict[str, str]]]]:
    """Recommendations by scope, in the order in which the scopes first appear."""
    grouped: dict[str, list[dict[str, str]]] = {}
    for item in review.report["recommendations"]:
        grouped.setdefault(f"{item['scope']} recommendations", []).append(item)
    return list(grouped.items())
