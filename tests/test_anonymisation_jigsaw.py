"""Facts put together, names used the same way, and what a report declares of itself."""

import pytest

from reviews.anonymisation import consistency
from reviews.anonymisation.detectors import detect
from reviews.anonymisation.known import Known, declared_in
from reviews.anonymisation.surfaces import Finding, Surface

REPORT = """Report into the death of Maribel

Commissioned by the Quillon District Community Safety Partnership

Panel Chair Ottoline Farrow

Report Author Caspian Wrede

MAIN REPORT

June 2018

Page 1 of 30 3 March 2019

1. How the review was done
The names below are pseudonyms.

Name used   Relationship
Maribel     Victim
Rowan       Husband of the victim, who killed her
Daughter 1  Adult daughter, who has a flat in Loughton
Neighbour A Neighbour on the left

1.1 On 4 May 2016 Maribel was killed at home. She was 58. Rowan, the only farrier in the village,
was arrested that night. Daughter 1 and Neighbour A were told.
1.2 Her practice (Dr P Anstruther) opened its records. Mrs Tregarron, her sister, spoke of a visit.

the death ofMaribelCommissioned by the partnershipPanel Chair Ottoline FarrowReport Author Caspian WredeMAIN
"""


def read(text: str, known: Known | None = None) -> list[Finding]:
    surfaces = [Surface("page", text, 1)]
    return detect(surfaces, known or declared_in(surfaces))


def told(findings: list[Finding], rule: str) -> list[str]:
    return [" ".join(one.text.split()) for one in findings if one.rule == rule]


def test_a_report_says_who_its_chair_author_and_pseudonyms_are() -> None:
    known = declared_in([Surface("page", REPORT, 1)])
    assert known.chair == "Ottoline Farrow"
    assert known.author == "Caspian Wrede"
    assert known.pseudonyms == ("Maribel", "Rowan", "Daughter 1", "Neighbour A")


def test_a_report_like_the_sample_of_the_domain() -> None:
    findings = read(REPORT)
    names = told(findings, "name")
    assert {"Dr P Anstruther", "Mrs Tregarron"} <= set(names)
    for public in ("Maribel", "Rowan", "Ottoline", "Farrow", "Caspian", "Wrede"):
        assert not any(public in name for name in names)
    assert "4 May 2016" in told(findings, "full-date")
    assert told(findings, "exact-age") == ["58"]
    assert told(findings, "place") == ["Loughton"]
    assert any("only farrier" in one for one in told(findings, "occupation"))
    assert told(findings, "parts-differ") == ["3 March 2019"]


def test_facts_of_one_person_are_shown_together_with_the_reason() -> None:
    (jigsaw,) = [one for one in read(REPORT) if one.rule == "jigsaw"]
    assert jigsaw.text.split(" · ") == ["Loughton", "4 May 2016", "58", "the only farrier"]
    assert jigsaw.note == "exact date, exact age, occupation, place"
    inside = REPORT[jigsaw.start : jigsaw.end]
    assert "4 May 2016" in inside and "58" in inside


def test_facts_of_one_person_are_put_together_from_all_pages() -> None:
    known = Known(pseudonyms=("Maribel", "Rowan"))
    pages = [
        "Maribel died on 4 May 2016.",
        "Rowan was 61. Maribel was a teacher.",
        "Maribel was 58 at the time.",
        "For years Maribel had lived in Loughton.",
    ]
    surfaces = [Surface("page", page, number) for number, page in enumerate(pages, 1)]
    (jigsaw,) = [one for one in detect(surfaces, known) if one.rule == "jigsaw"]
    assert jigsaw.text == "4 May 2016 · 58 · Loughton"
    assert (jigsaw.page, jigsaw.index) == (1, 0)


@pytest.mark.parametrize(
    "text",
    [
        "Maribel died in May 2016. She was 58. She lived in Loughton.",
        "Maribel died on 4 May 2016. She lived in Loughton.",
        "Maribel died on 4 May 2016. She was 58.",
        "Maribel was 58. She lived in Loughton." + " word" * 400 + " The panel met on 4 May 2016.",
        "Page 1 of 9 4 May 2016\nMaribel was 58. She lived in Loughton.",
    ],
)
def test_no_jigsaw_where_a_piece_is_missing(text: str) -> None:
    assert told(read(text, Known(pseudonyms=("Maribel",))), "jigsaw") == []


@pytest.mark.parametrize(
    ("text", "chair", "author"),
    [
        ("Independent Chair: Ottoline Farrow\n", "Ottoline Farrow", ""),
        ("Independent chair: Ms Ottoline Farrow\n", "Ms Ottoline Farrow", ""),
        ("Chair and author: Ottoline Farrow\n", "Ottoline Farrow", "Ottoline Farrow"),
        ("Independent Chair and Author\nOttoline Farrow\n", "Ottoline Farrow", "Ottoline Farrow"),
        ("Overview Report Author – Dr C. J. Wrede\n", "", "Dr C. J. Wrede"),
        ("Author of the report: Caspian Wrede\n", "", "Caspian Wrede"),
        ("The author thanks Maribel Tregarron.\n", "", ""),
        ("The chair met Maribel Tregarron.\n", "", ""),
        ("The Chair Wrote To The Family.\n", "", ""),
    ],
)
def test_offices_by_their_labels(text: str, chair: str, author: str) -> None:
    known = declared_in([Surface("page", text, 1)])
    assert (known.chair, known.author) == (chair, author)


@pytest.mark.parametrize(
    ("text", "pseudonyms"),
    [
        ("Pseudonyms\nMaribel: the victim\nRowan: her husband\n", ["Maribel", "Rowan"]),
        ("Pseudonym\nMaribel\nVictim\nRowan\nPerpetrator\n", ["Maribel", "Rowan"]),
        (
            "These names stand in for theirs: Maribel (the victim), Rowan (her son).",
            ["Maribel", "Rowan"],
        ),
        ("The victim will be referred to as Maribel in this report.", ["Maribel"]),
        ("Maribel (a pseudonym) was killed.", ["Maribel"]),
        ("Review into the death of ‘Maribel’", ["Maribel"]),
        ("Pseudonyms\nAdult A  Victim\nAdult B  Perpetrator\n", ["Adult A", "Adult B"]),
        ("Maribel Tregarron was the victim. Rowan Tregarron killed her.", []),
        ("Pseudonyms are used. Maribel Tregarron went home and Rowan came.", []),
        ("Pseudonyms\nMaribel Tregarron   Victim\n", []),
        ("Review into the death of Maribel", []),
    ],
)
def test_pseudonyms_by_the_list_of_names(text: str, pseudonyms: list[str]) -> None:
    assert list(declared_in([Surface("page", text, 1)]).pseudonyms) == pseudonyms


def test_what_is_known_is_put_together_once() -> None:
    one = Known(chair="Ottoline Farrow", pseudonyms=("Maribel",))
    other = Known(
        chair="Ms Ottoline Farrow", author="Caspian Wrede", pseudonyms=("Maribel", "Rowan")
    )
    both = one.merge(other)
    assert both == Known("Ottoline Farrow", "Caspian Wrede", (), ("Maribel", "Rowan"), ())


@pytest.mark.parametrize(
    ("text", "strings"),
    [
        ("Maribel left. Maribelle came back.", ["Maribelle"]),
        ("Maribel left. Marabel came back.", ["Marabel"]),
        ("Maribel left. Rowann came back.", ["Rowann"]),
        ("Adult A left. Adult B came back.", ["Adult B"]),
        ("Maribel left. Rowan and Maribels son came. Marian did not.", []),
    ],
)
def test_a_pseudonym_is_used_the_same_way(text: str, strings: list[str]) -> None:
    known = Known(pseudonyms=("Maribel", "Rowan", "Adult A"))
    assert told(read(text, known), "pseudonym") == strings


def test_another_name_for_one_who_has_a_pseudonym() -> None:
    text = "Pseudonyms\nMaribel: the victim\nRowan: her husband\n\nHer husband Kevin said so. Rowan left."
    assert told(read(text), "pseudonym") == ["Kevin"]


def test_a_pseudonym_that_is_listed_and_not_used() -> None:
    text = "Pseudonyms\nMaribel: the victim\nRowan: her husband\n\n" + "Maribel said so. " * 200
    assert told(read(text), "pseudonym") == ["Rowan"]


def parts(summary: str, overview: str) -> dict[str, list[str]]:
    found = consistency.compare(
        {
            "executive-summary": [Surface("page", summary, 1)],
            "overview-report": [Surface("page", overview, 1)],
        },
        Known(),
    )
    return {part: [finding.text for finding in findings] for part, findings in found.items()}


TITLE = "Review\nIndependent chair: {chair}\nAuthor: {author}\n{date}\n"


def test_parts_that_agree() -> None:
    title = TITLE.format(chair="Ottoline Farrow", author="Caspian Wrede", date="June 2018")
    other = TITLE.format(chair="Ms Ottoline Farrow", author="Caspian Wrede", date="4 June 2018")
    assert parts(title, other) == {"executive-summary": [], "overview-report": []}


def test_parts_that_differ_in_author_and_date() -> None:
    title = TITLE.format(chair="Ottoline Farrow", author="Caspian Wrede", date="June 2018")
    other = TITLE.format(chair="Ottoline Farrow", author="Kaspian Wrede", date="March 2019")
    assert parts(title, other)["overview-report"] == ["Kaspian Wrede", "March 2019"]
