"""The check's screens: who sees what, what is decided, and that words are for officers alone."""

import io
import re
from itertools import pairwise

import factories
import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html as lxml_html
from PIL import Image, ImageDraw, ImageFont

from reviews import at_hand, checks, excerpts, findings, protected
from reviews.anonymisation import reading
from reviews.anonymisation.identifiers import Identifier
from reviews.anonymisation.surfaces import Refusal
from reviews.anonymisation.wording import wording_of
from reviews.models import (
    AnonymisationCheck,
    CheckFinding,
    CheckState,
    FileKind,
    FilePreparation,
    FindingDecision,
    MotivatedIntruderNote,
    ReviewPage,
)

pytestmark = pytest.mark.django_db

NAME = "Thomasina Brackenbury"
WORDS = "Mrs Trewhella rang on 7 March 2019"
SECRETS = ("Thomasina", "Brackenbury", "Trewhella", "7 March 2019", "01632")


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def check_url(review) -> str:
    return reverse("review_check", args=[review.pk])


def holds_secret(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.fixture
def edition(people):
    """In its text and in its report are a protected name and things to decide about."""
    review = factories.make_review(
        people,
        sentence=f"She sang with {NAME}.",
        summary="<p>Ring 01632 960 983 about it.</p>",
        overview_report=factories.make_file(FileKind.OVERVIEW_REPORT, people.editor, WORDS),
    )
    protected.add_person(
        review=review,
        role="witness",
        identifiers=[Identifier("name", NAME)],
        user=people.governance,
    )
    return factories.publication.submit(review=review, user=people.editor)


@pytest.fixture
def review(edition) -> ReviewPage:
    return edition.review


def groups(edition) -> list[findings.Group]:
    standing = checks.standing(edition.review_id, edition.digest)
    assert standing.check is not None
    return findings.groups_of(standing.check)


def keys(edition, *rules: str) -> list[str]:
    return [g.fingerprint for g in groups(edition) if not rules or g.rule.name in rules]


def decide(user, review, chosen, **data):
    values = {
        "finding": chosen,
        "verdict": "stands",
        "category": "not-meant",
        "reason": "It is a street.",
    }
    return logged_in(user).post(check_url(review), {**values, **data}, follow=True)


def test_strangers_find_nothing(review):
    stranger = factories.UserFactory()
    finding = CheckFinding.objects.exclude(page=None).first()
    for address in (
        check_url(review),
        reverse("review_check_progress", args=[review.pk]),
        reverse("review_check_record", args=[review.pk]),
        reverse("review_intruder_note", args=[review.pk]),
        reverse("review_finding_page", args=[finding.pk]),
    ):
        assert logged_in(stranger).get(address).status_code in (302, 403, 404)
        assert Client().get(address).status_code == 302


@pytest.mark.parametrize("role", ["editor", "home_office", "board", "governance"])
def test_words_are_shown_to_officers_alone(people, review, role):
    client = logged_in(getattr(people, role))
    page = client.get(check_url(review)).content.decode()
    record = client.get(reverse("review_check_record", args=[review.pk])).content.decode()
    assert "A protected identifier" in page
    assert "Overview report, page" in page
    assert holds_secret(record) == []
    assert "page.png" in page if role == "governance" else "page.png" not in page
    if role == "governance":
        assert holds_secret(page) == list(SECRETS)
    else:
        assert holds_secret(page) == []
        assert 'name="finding"' not in page


@pytest.mark.parametrize("role", ["editor", "home_office", "board", "superuser"])
def test_pictures_are_for_officers_alone(people, review, role):
    finding = CheckFinding.objects.exclude(page=None).first()
    address = reverse("review_finding_page", args=[finding.pk])
    assert logged_in(getattr(people, role)).get(address).status_code in (302, 403)


def test_a_page_is_drawn_with_the_place_outlined(people, review, monkeypatch):
    asked = []

    def draw(path, page, width_px, boxes=()):
        asked.append((path.read_bytes()[:5], page, list(boxes)))
        return b"\x89PNG"

    monkeypatch.setattr(reading, "page_picture", draw)
    monkeypatch.setattr(reading, "find_boxes", lambda *where: [(1.0, 2.0, 3.0, 4.0)])
    finding = CheckFinding.objects.filter(rule="name", surface="page").first()
    address = reverse("review_finding_page", args=[finding.pk])
    response = logged_in(people.governance).get(address)
    assert response.content == b"\x89PNG"
    assert response.headers["Content-Type"] == "image/png"
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert asked == [(b"%PDF-", finding.page, [(1.0, 2.0, 3.0, 4.0)])]


def test_a_page_that_can_not_be_drawn_is_404(people, review, monkeypatch):
    def refuse(*args, **kwargs):
        raise Refusal("damaged", "No.")

    monkeypatch.setattr(reading, "find_boxes", refuse)
    monkeypatch.setattr(reading, "page_picture", refuse)
    finding = CheckFinding.objects.filter(surface="page").first()
    address = reverse("review_finding_page", args=[finding.pk])
    assert logged_in(people.governance).get(address).status_code == 404
    of_text = CheckFinding.objects.filter(part="content").first()
    address = reverse("review_finding_page", args=[of_text.pk])
    assert logged_in(people.governance).get(address).status_code == 404


def test_an_excerpt_that_is_not_what_was_found_is_not_shown(people, review):
    CheckFinding.objects.update(start=0, end=4)
    page = logged_in(people.governance).get(check_url(review)).content.decode()
    assert "<mark" not in page
    assert holds_secret(page) == []
    CheckFinding.objects.update(index=9999)
    assert logged_in(people.governance).get(check_url(review)).status_code == 200


def test_facts_that_point_to_one_person_are_shown_together(people):
    edition = factories.make_edition(
        people,
        summary="<p>Marigold died in Loughton on 9 February 2017. She was 61 and ran the only "
        "cobbler’s shop in the village.</p>",
    )
    assert "jigsaw" in {group.rule.name for group in groups(edition)}
    page = logged_in(people.governance).get(check_url(edition.review)).content.decode()
    assert "9 February 2017 · " in page
    page = logged_in(people.editor).get(check_url(edition.review)).content.decode()
    assert "9 February 2017" not in page


def test_the_words_of_pictures_are_the_last_of_a_reading(tmp_path):
    """An excerpt is found by its place in a reading without them."""
    path = tmp_path / "report.pdf"
    path.write_bytes(with_picture(factories.pdf_bytes("Mrs Trewhella")))
    whole, words = reading.read_file(path, path.name), wording_of(path, path.name)
    assert whole.refusal is None
    assert words.refusal is None
    assert len(words.surfaces) < len(whole.surfaces)
    assert whole.surfaces[: len(words.surfaces)] == words.surfaces


def with_picture(pdf: bytes) -> bytes:
    picture = Image.new("RGB", (900, 200), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((30, 60), "Harbour Street School", fill="black", font=ImageFont.load_default(60))
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        data = picture.tobytes()
        image = opened.make_stream(
            data,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=900,
            Height=200,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
        )
        page = opened.pages[0]
        page.Resources.XObject = pikepdf.Dictionary(Im0=image)
        page.contents_add(b"q 450 0 0 100 50 300 cm /Im0 Do Q")
        opened.save(out)
    return out.getvalue()


def test_excerpts_are_in_no_table(people, edition):
    logged_in(people.governance).get(check_url(edition.review))
    for row in CheckFinding.objects.values_list():
        assert holds_secret(str(row)) == []
    assert holds_secret(str(list(AnonymisationCheck.objects.values_list()))) == []


def test_many_findings_are_decided_at_once(people, edition, review):
    chosen = keys(edition, "name", "phone", "full-date")
    assert len(chosen) >= 3
    done = decide(people.governance, review, chosen, category="professional")
    assert f"{len(chosen)} findings are decided" in done.content.decode()
    page = done.content.decode()
    assert "Already decided" in page
    assert FindingDecision.objects.filter(category="professional").count() == len(chosen)


def test_a_filter_outlasts_a_decision(people, edition, review):
    chosen = keys(edition, "phone")
    client = logged_in(people.governance)
    values = {"finding": chosen, "verdict": "must-change", "reason": ""}
    response = client.post(f"{check_url(review)}?part=content&state=open&words=x", values)
    assert response.url == f"{check_url(review)}?part=content&state=open"
    page = client.get(response.url).content.decode()
    assert "To be changed (1)" in page
    assert "Trewhella" not in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"verdict": ""}, "Choose whether it can stay"),
        ({"category": ""}, "Say what it is."),
        ({"category": "other", "reason": " "}, "Say why it can stay."),
        ({"finding": []}, "Choose at least one finding."),
        ({"finding": ["0" * 64]}, "Choose at least one finding."),
        ({"reason": f"{NAME} is her neighbour."}, "holds a protected identifier"),
    ],
)
def test_a_decision_that_lacks_something_keeps_what_was_typed(people, edition, review, data, words):
    chosen = keys(edition, "name")
    response = decide(people.governance, review, data.pop("finding", chosen), **data)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert not FindingDecision.objects.exists()
    if "reason" not in data:
        assert "It is a street." in page
    if "0" * 64 not in str(data) and words != "Choose at least one finding.":
        assert len(re.findall(r"checked>", page)) >= len(chosen)


def test_a_protected_identifier_takes_two_people(people, edition, review):
    (key,) = keys(edition, "protected-identifier")[:1]
    decide(people.governance, review, [key])
    page = logged_in(people.governance).get(check_url(review)).content.decode()
    assert "Waiting for a second person (1)" in page
    assert "You decided this, so somebody else has to agree." in page
    own = logged_in(people.governance).post(check_url(review), {"second": key}, follow=True)
    assert "somebody else has to agree" in own.content.decode()
    assert FindingDecision.objects.get().seconded_by is None
    for role in ("editor", "home_office"):
        logged_in(getattr(people, role)).post(check_url(review), {"second": key})
        assert FindingDecision.objects.get().seconded_by is None
    board = logged_in(people.board)
    page = board.get(check_url(review)).content.decode()
    assert "Agree that it can stay" in page
    assert holds_secret(page) == []
    board.post(check_url(review), {"second": key})
    assert FindingDecision.objects.get().seconded_by == people.board


def test_a_decision_is_undone_and_stays_in_the_record(people, edition, review):
    (key,) = keys(edition, "phone")
    decide(people.governance, review, [key])
    client = logged_in(people.governance)
    client.post(check_url(review), {"undo": key})
    assert FindingDecision.objects.get().undone_by == people.governance
    again = client.post(check_url(review), {"undo": key}, follow=True)
    assert "no decision to undo" in again.content.decode()
    record = client.get(reverse("review_check_record", args=[review.pk])).content.decode()
    assert "Undone by" in record
    assert "It is a street." in record


@pytest.mark.parametrize("role", ["editor", "home_office", "board", "superuser"])
def test_nobody_else_decides(people, edition, review, role):
    chosen = keys(edition, "name")
    user = getattr(people, role)
    decide(user, review, chosen)
    assert not FindingDecision.objects.exists()
    decide(people.governance, review, chosen)
    logged_in(user).post(check_url(review), {"undo": chosen[0]})
    assert not FindingDecision.objects.exclude(undone_at=None).exists()


def test_an_officer_who_wrote_it_sees_and_does_not_decide(people, edition, review):
    review.save_revision(user=people.governance, log_action=True)
    client = logged_in(people.governance)
    at_hand.start_check(ReviewPage.objects.get(pk=review.pk), people.governance)
    page = client.get(check_url(review)).content.decode()
    assert "You wrote a part of this review" in page
    assert 'name="finding"' not in page
    decide(people.governance, review, keys(edition, "name"))
    assert not FindingDecision.objects.exists()


@pytest.mark.parametrize(("role", "starts"), [("editor", 1), ("governance", 1), ("home_office", 0)])
def test_who_may_run_the_check(people, review, role, starts):
    before = AnonymisationCheck.objects.count()
    logged_in(getattr(people, role)).post(check_url(review), {"run": "1"})
    assert AnonymisationCheck.objects.count() == before + starts


def test_the_draft_is_checked_where_it_differs_from_the_edition(people, edition, review):
    review.summary = "<p>Nothing.</p>"
    review.save_revision(user=people.editor, log_action=True)
    client = logged_in(people.editor)
    page = client.get(check_url(review)).content.decode()
    assert "Not checked yet" in page
    assert "it differs from edition 1" in page
    client.post(check_url(review), {"run": "1"})
    assert "Checked on" in client.get(check_url(review)).content.decode()


def test_a_file_that_was_refused_says_where_and_what_to_do(people, review):
    FilePreparation.objects.filter(upload=review.overview_report).update(
        state="refused",
        copy=None,
        sentence="Some of the file has to be changed first.",
        problems=[
            {"rule": "hidden-text", "surface": "hidden text", "page": 3},
            {"rule": "hidden-text", "surface": "hidden text", "page": 1},
            {"rule": "layers", "surface": "file", "page": None},
        ],
    )
    client = logged_in(people.editor)
    page = " ".join(client.get(check_url(review)).content.decode().split())
    assert "Some of the file has to be changed first." in page
    assert "Text that readers can’t see but can copy</strong>: pages 1, 3." in page
    assert "in the file as a whole" in page
    before = AnonymisationCheck.objects.count()
    refused = client.post(check_url(review), {"run": "1"}, follow=True).content.decode()
    assert "has to be changed and uploaded again" in refused
    assert AnonymisationCheck.objects.count() == before


def test_progress_is_told_in_words(people, edition, review):
    address = reverse("review_check_progress", args=[review.pk])
    client = logged_in(people.editor)
    assert client.get(address).json() == {"under_way": False}
    check = checks.standing(review.pk, edition.digest).check
    AnonymisationCheck.objects.filter(pk=check.pk).update(
        state=CheckState.RUNNING, parts=3, parts_done=1
    )
    assert client.get(address).json() == {
        "under_way": True,
        "words": "The check reads part 2 of 3.",
        "done": 1,
        "total": 3,
    }
    page = client.get(check_url(review)).content.decode()
    assert 'role="status"' in page
    assert "Look again" in page
    assert 'name="run"' not in page
    AnonymisationCheck.objects.filter(pk=check.pk).update(
        state=CheckState.FAILED, problem="The check could not run. Ask again."
    )
    page = client.get(check_url(review)).content.decode()
    assert "The check could not run. Ask again." in page


def test_an_old_result_says_so(people, edition, review):
    protected.add_person(
        review=review,
        role="child",
        identifiers=[Identifier("name", "Aurelio Fenwright")],
        user=people.governance,
    )
    page = logged_in(people.editor).get(check_url(review)).content.decode()
    assert "Too old to count." in page


def test_an_empty_register_is_said(people, edition, review):
    for person in protected.people_of(review.pk):
        protected.remove_person(person=person, user=people.governance, reason="Slip.")
    page = logged_in(people.editor).get(check_url(review)).content.decode()
    assert "Nobody is in the register" in page


def test_without_the_secret_the_page_still_stands(people, review, settings):
    settings.ANONYMISATION_SECRET = None
    client = logged_in(people.governance)
    response = client.get(check_url(review))
    assert response.status_code == 200
    assert holds_secret(response.content.decode()) == []


NOTE = {
    "edition": "1",
    "searched_by": "An officer",
    "where": "Two search engines and the local paper.",
    "minutes": "40",
    "result": "Nobody was found.",
}


def test_a_note_of_a_search_is_kept_with_its_edition(people, edition, review):
    address = reverse("review_intruder_note", args=[review.pk])
    client = logged_in(people.governance)
    assert client.post(address, {**NOTE, "minutes": "x"}).status_code == 422
    refused = client.post(address, {**NOTE, "result": f"{NAME} was found."})
    assert "holds a protected identifier" in refused.content.decode()
    client.post(address, {**NOTE, "edition": "7"})
    assert not MotivatedIntruderNote.objects.exists()
    client.post(address, NOTE)
    assert MotivatedIntruderNote.objects.get().edition == edition
    assert "Two search engines" in client.get(address).content.decode()
    record = client.get(reverse("review_check_record", args=[review.pk])).content.decode()
    assert "Nobody was found." in record
    for role in ("editor", "board", "home_office"):
        assert logged_in(getattr(people, role)).get(address).status_code == 404


def test_the_record_has_digests_versions_and_people(people, edition, review):
    decide(people.governance, review, keys(edition, "phone"))
    client = logged_in(people.editor)
    record = client.get(reverse("review_check_record", args=[review.pk])).content.decode()
    check = checks.standing(review.pk, edition.digest).check
    for words in (
        edition.digest,
        *edition.file_digests.values(),
        check.engine_version,
        check.register_version,
        str(people.governance),
        "not what the check took it for",
        "Witness or friend 1",
    ):
        assert words in record, words


def test_the_moderation_page_links_to_the_check(people, review):
    page = logged_in(people.governance).get(reverse("review_moderation", args=[review.pk]))
    assert check_url(review) in page.content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=[review.pk])
    assert check_url(review) in logged_in(people.editor).get(edit).content.decode()


def test_the_chooser_offers_uploads_and_not_the_copies(people, review):
    address = reverse("report_file_chooser:choose_results")
    page = logged_in(people.editor).get(address).content.decode()
    copy = FilePreparation.objects.exclude(copy=None).first().copy
    assert "Ready" in page
    assert f"/{copy.pk}/" not in page
    chosen = logged_in(people.editor).get(
        reverse("report_file_chooser:chosen", args=[copy.pk]),
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert chosen.status_code == 404


def test_every_field_has_a_label_and_every_section_a_heading(people, edition, review):
    decide(people.governance, review, keys(edition, "protected-identifier")[:1])
    page = lxml_html.fromstring(logged_in(people.governance).get(check_url(review)).content)
    main = page.get_element_by_id("main")
    labelled = {label.get("for") for label in main.iter("label")}
    for field in main.xpath(".//input[not(@type='hidden')] | .//select | .//textarea"):
        inside = any(parent.tag == "label" for parent in field.iterancestors())
        assert inside or field.get("id") in labelled, field.attrib
    for section in main.iter("section"):
        heading = page.get_element_by_id(section.get("aria-labelledby"))
        assert heading.tag in ("h2", "h3")
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    levels = [int(h.tag[1]) for h in main.iter("h1", "h2", "h3", "h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert not main.xpath(".//*[@style or @onclick or @tabindex > 0]")
    names = {button.text_content().split()[0] for button in main.iter("button")}
    assert {"Record", "Undo", "Run"} <= names


def test_the_number_of_queries_does_not_grow(people, edition, review):
    client = logged_in(people.governance)
    client.get(check_url(review))

    def queries() -> int:
        excerpts.forget_readings()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(check_url(review)).status_code == 200
        return len(captured)

    before = queries()
    check = checks.standing(review.pk, edition.digest).check
    model = CheckFinding.objects.filter(run=check, rule="name").first()
    CheckFinding.objects.bulk_create(
        CheckFinding(
            run=check,
            part=model.part,
            rule="name",
            surface="page",
            page=number % 100,
            index=model.index,
            start=model.start,
            end=model.end,
            fingerprint=f"{number % 60:064d}",
        )
        for number in range(500)
    )
    assert queries() == before
