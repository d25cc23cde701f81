"""Names that nobody entered: found, and only they."""

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.anonymisation.detectors import detect
from reviews.anonymisation.known import Known, declared_in
from reviews.anonymisation.surfaces import Surface
from reviews.starter.reports import report_pdf, starter_reviews
from tests.detector_cases import findings, found

KNOWN = Known(
    chair="Ottoline Farrow-Beck",
    author="Dr Caspian Wrede",
    pseudonyms=("Maribel", "Rowan", "Adult A"),
    agencies=("Quillon Housing",),
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The panel heard from Mrs Tregarron.", "Mrs Tregarron"),
        ("The panel heard from Mrs\nTregarron.", "Mrs Tregarron"),
        ("The panel heard from Mrs. Tregarron.", "Mrs. Tregarron"),
        ("The panel heard from MRS TREGARRON.", "MRS TREGARRON"),
        ("The panel heard from mrs tregarron about it.", "mrs tregarron"),
        ("The panel heard from MrsTregarron.", "MrsTregarron"),
        ("Mrs Tregarrontold the panel.", "Mrs Tregarrontold"),
        ("Mr & Mrs Okonjo-Pryce were there.", "Mrs Okonjo-Pryce"),
        ("Mr de la Fontaigne was there.", "Mr de la Fontaigne"),
        ("Mrs O'Halloran was there.", "Mrs O'Halloran"),
        ("Mrs O’Halloran was there.", "Mrs O’Halloran"),
        ("Mr McAusland was there.", "Mr McAusland"),
        ("Mr Young was there.", "Mr Young"),
        ("Mrs Police was there.", "Mrs Police"),
        ("Mrs Quillon was there.", "Mrs Quillon"),
        ("Mrs Essex was there.", "Mrs Essex"),
        ("Ms M. J. Tolliver was there.", "Ms M. J. Tolliver"),
        ("Her GP (Dr P Anstruther) gave records.", "Dr P Anstruther"),
        ("It was seen by Dr Anstruther, a locum.", "Dr Anstruther"),
        ("It was seen by Prof. Anstruther.", "Prof. Anstruther"),
        ("It was PC Lommax who came.", "PC Lommax"),
        ("DS Brook took the statement.", "DS Brook"),
        ("It was Sgt Lommax who came.", "Sgt Lommax"),
        ("Before HHJ Pellew he pleaded guilty.", "HHJ Pellew"),
        ("Cllr Ablett asked for it.", "Cllr Ablett"),
        ("Nurse Oyelaran wrote it down.", "Nurse Oyelaran"),
        ("Auntie Jean looked after them.", "Auntie Jean"),
        ("Miss Havergill taught her.", "Miss Havergill"),
        ("He then rang Philippa and left.", "Philippa"),
        ("Philippa Tregarron was killed.", "Philippa Tregarron"),
        ("PHILIPPA TREGARRON was killed.", "PHILIPPA TREGARRON"),
        ("Philippa TREGARRON was killed.", "Philippa TREGARRON"),
        ("Philippa\nTregarron was killed.", "Philippa Tregarron"),
        ("Philippa J. Tregarron was killed.", "Philippa J. Tregarron"),
        ("Philippa Brown was killed.", "Philippa Brown"),
        ("Philippa Williams was killed.", "Philippa Williams"),
        ("Agnieszka Wójcik was killed.", "Agnieszka Wójcik"),
        ("Łukasz was arrested.", "Łukasz"),
        ("Zoë was not at home.", "Zoë"),
        ("Gurpreet’s mother came.", "Gurpreet"),
        ("Philippas GP gave records.", "Philippa"),
        ("Oluwaseun was her carer.", "Oluwaseun"),
        ("They asked Mehmet to leave.", "Mehmet"),
        ("They asked Caoimhe to leave.", "Caoimhe"),
        ("Anne-Marie was not at home.", "Anne-Marie"),
        ("the death ofPhilippaCommissioned by the partnership", "Philippa"),
        ("Philippatold the panel so.", "Philippa"),
        ("The report of the death of Phi\u00adlippa was read.", "Phi\u00adlippa"),
        ("Рhilippa was killed.", "Рhilippa"),
        ("Her daughter Saxony was nine.", "Saxony"),
        ("his brother Zebulon Crake left", "Zebulon Crake"),
        ("His sister Grace came.", "Grace"),
        ("A man called Thrawn came.", "Thrawn"),
        ("Jane Tregarron (née Quillfeather) was killed.", "Quillfeather"),
        ("J. Smith and others were there.", "J. Smith"),
        ("The nurse was P Anstruther of the team.", "P Anstruther"),
        ("J.R. Tolliver was there.", "J.R. Tolliver"),
        ("It was Hope who rang.", "Hope"),
        ("Grace told the panel so.", "Grace"),
        ("They saw that Will was upset.", "Will"),
        ("May Pendlebury was killed.", "May Pendlebury"),
        ("Maribel Tregarron was killed.", "Maribel Tregarron"),
        ("Tharushi Wijeratna was killed.", "Tharushi Wijeratna"),
        ("She said that Vandermeulen had hit her.", "Vandermeulen"),
        ("Tregarron had hit her. She feared that Tregarron would again.", "Tregarron"),
        ("The Tregarron family was asked and Tregarron said no.", "Tregarron"),
        ("• Philippa – sister of the victim", "Philippa"),
    ],
)
def test_a_name_that_nobody_entered_is_found(text: str, name: str) -> None:
    assert name in found(text, "name", known=KNOWN)


@pytest.mark.parametrize("surname", ["Trewhidden", "Ashby", "Bell", "King", "Essex", "Harlow"])
@pytest.mark.parametrize("title", ["Mr", "Mrs", "Ms", "Dr", "Professor", "Cllr", "Rev"])
def test_no_list_hides_a_title_with_a_surname(title: str, surname: str) -> None:
    known = Known(agencies=(surname,), places=(surname,))
    assert f"{title} {surname}" in found(f"It was {title} {surname}.", "name", known=known)


@pytest.mark.parametrize(
    "text",
    [
        "Maribel was killed by Rowan.",
        "Maribel’s mother and Rowans brother came.",
        "the death ofMaribelCommissioned",
        "Maribel\nRowan\n",
        "The chair was Ottoline Farrow-Beck, and Ms Farrow-Beck met the family.",
        "Dr Wrede wrote it. C. Wrede signed it. Caspian Wrede is independent.",
        "Mr F and Mrs J had been married. Dr A saw them. Adult A left.",
        "Essex Police, Basildon Council, Open Road, Changing Pathways and Next Chapter took part.",
        "Essex Partnership University NHS Foundation Trust gave records to Victim Support.",
        "She had WhatsApp and YouTube; SafeLives and SETDAB and ManKind Initiative took part.",
        "Quillon Housing took part. East of England Ambulance Service came.",
        "The Domestic Violence, Crime and Victims Act 2004 and the Care Act 2014 apply.",
        "The Mental Capacity Act 2005 and Clare’s Law were not used.",
        "From March to May and in June, on Monday and Friday, and at Christmas.",
        "Section 9 of the Act. Appendix A Participants. Table B Contacts. Adult B Neighbour.",
        "Will the panel hope to bill the grant? It may mark the art of the dean.",
        "The Police, the Panel and the Chair. When Agencies Share Information Late.",
        "MULTI-AGENCY RISK ASSESSMENT CONFERENCE AND THE MARAC, IDVA AND DASH",
        "Recommendation 4: Local Add a prompt to the template.",
        "DS and DI grades; PC support; the Nurse Practitioner; a Sister Company; Miss a visit.",
        "Grade II and Type B. Vitamin D. Hepatitis C. Phase One.",
        "She spoke Polish and Turkish and lived in Southend-on-Sea, near London.",
    ],
)
def test_who_and_what_is_public_is_not_asked_about(text: str) -> None:
    assert found(text, "name", known=KNOWN) == []


def test_a_name_inside_another_finding_is_asked_about_once() -> None:
    text = "She went to Philippa Road Primary School."
    assert found(text, "name") == []
    assert found(text, "school") == ["Philippa Road Primary School"]


@pytest.mark.parametrize("kind", ["overview-report", "executive-summary"])
def test_an_honest_report_asks_little_of_its_readers(kind: str) -> None:
    review = next(one for one in starter_reviews() if one.slug == "wren")
    with pypdfium2.PdfDocument(report_pdf(review, kind)) as document:
        surfaces = [
            Surface("page", page.get_textpage().get_text_bounded(), number)
            for number, page in enumerate(document, 1)
        ]
    asked = detect(surfaces, declared_in(surfaces).merge(Known(pseudonyms=("Wren", "Kyle"))))
    assert len({finding.text for finding in asked}) <= 5


def test_data_is_not_read_as_prose() -> None:
    assert findings("Philippa Tregarron, 9 February 2017, aged 61", surface="metadata") == []


@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(
                [
                    *("Mrs", "Tregarron", "Philippa", "ﬁ", "é", "e\u0301", "\u00ad", "\u200b", "ß"),
                    *("9 February 2017", "aged 61", "SS9 2AB", "(", "1 1 1 1", "\n", "RESTRICTED"),
                    *("½", "𝐏"),
                ]
            ),
        ),
        max_size=30,
    ).map(" ".join)
)
def test_every_finding_says_where_its_letters_are(text: str) -> None:
    for finding in findings(text):
        assert 0 <= finding.start < finding.end <= len(text)
        if finding.rule != "jigsaw":
            assert text[finding.start : finding.end] == finding.text


@pytest.mark.parametrize(
    "text",
    [
        "a" * 60_000,
        "A" * 60_000,
        "Aa" * 30_000,
        "A-" * 30_000,
        "1 1 " * 15_000,
        "0 0 " * 15_000,
        "(((((" * 12_000,
        "@" * 60_000,
        "a@" * 30_000,
        " " * 60_000,
        "\n" * 60_000,
        "Mr " * 20_000,
        "Philippa " * 6_000,
        "chair: " * 8_000,
        "Name used\nAnna Victim\n" * 2_400,
        "OFFICIAL " * 6_000,
        "aged 61, 9 February 2017, Loughton. " * 800,
        "the only " * 6_000,
        "st mary " * 6_000,
        "'" * 60_000,
        "." * 60_000,
        "Primary " * 6_000,
        "primary " * 6_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_hostile_text_ends(text: str) -> None:
    """A pattern that goes back over what it has read would take hours here."""
    assert isinstance(findings(text), list)
