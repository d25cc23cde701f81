"""From the Word file to the edition: who may, what is kept, what is frozen, what is looked for."""

import factories
import pytest
from django.core.files.storage import storages
from report_texts import KIND, accept, address, read_on_line, upload, word_report

from reviews import checks, findings, protected, publication
from reviews.anonymisation.identifiers import Identifier
from reviews.anonymisation.rules import RULES, Level
from reviews.drafts import writers_of
from reviews.models import CheckOutcome, FileKind, ReportDraft, ReviewPage
from reviews.refusals import PublicationRefused
from reviews.requirements import missing_from_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(people):
    return factories.make_review(people)


@pytest.fixture
def editor(client, people):
    client.force_login(people.editor)
    return client


def draft_of(review: ReviewPage, kind: str = KIND) -> ReportDraft:
    return ReportDraft.objects.get(review=review, kind=kind)


def save(client, review: ReviewPage, *texts: str, version: int | None = None):
    version = draft_of(review).version if version is None else version
    return client.post(address(review), {"action": "save", "version": version, "part": texts})


def test_a_word_file_is_read_and_forgotten(editor, review):
    assert upload(editor, review).status_code == 302
    draft = draft_of(review)
    assert draft.state == "brought-in"
    assert "4.2 The practice rang twice and nobody answered.[^1]" in draft.markup
    assert not draft.source
    storage = storages["confidential"]
    assert not storage.exists("brought-in") or storage.listdir("brought-in")[1] == []
    html = editor.get(address(review)).content.decode()
    assert "The practice rang twice" in html and "Page 1 of the PDF" in html
    assert "Jane Doe" not in html


def test_a_text_that_waits_keeps_the_review_from_being_submitted(editor, people, review):
    upload(editor, review)
    assert any("not accepted" in one for one in missing_from_draft(review))
    with pytest.raises(PublicationRefused):
        publication.submit(review=review, user=people.editor)
    accept(editor, review)
    assert missing_from_draft(review) == []


def test_what_differs_from_the_pdf_needs_a_reason(editor, review):
    upload(editor, review)
    response = accept(editor, review, reason=" ")
    assert response.status_code == 422
    assert "Say why each difference is right" in response.content.decode()
    assert any(one["side"] == "text" for one in draft_of(review).differences)
    assert not draft_of(review).is_accepted


def test_a_reason_must_not_repeat_a_protected_name(editor, review):
    upload(editor, review)
    response = accept(editor, review, reason="As Persephone Quillfeather said.")
    assert response.status_code == 422
    assert not draft_of(review).is_accepted


def test_only_what_was_accepted_is_frozen(editor, people, review):
    upload(editor, review)
    accept(editor, review)
    frozen = draft_of(review).html
    edition = publication.submit(review=review, user=people.editor)
    assert edition.content.read().report(KIND).html == frozen
    save(editor, review, "# Another\n\n4.2 Another text.")
    accept(editor, review)
    assert "Another text" in draft_of(review).html
    assert edition.content.read().report(KIND).html == frozen
    with pytest.raises(PublicationRefused, match="changed after this edition"):
        factories.publish_edition(edition, people)


def test_a_name_only_in_the_text_blocks(client, people, review):
    data = word_report(" Her sister Wilhelmina Hartlepool came.")
    protected.add_person(
        review=review,
        role="family",
        identifiers=[Identifier("name", "Wilhelmina Hartlepool", "")],
        user=people.governance,
    )
    read_on_line(client, people, review, data)
    edition = publication.submit(review=review, user=people.editor)
    check = checks.standing(review.pk, edition.digest).check
    assert findings.outcome_with_decisions(check) == CheckOutcome.BLOCK
    assert any(
        one.part == "content" and RULES[one.rule].level == Level.BLOCK
        for one in check.findings.all()
    )


def test_a_name_at_a_note_or_beside_another_cell_is_found(people, review, client):
    from word_reports import WordReport

    report = WordReport()
    report.heading("Facts")
    paragraph = report.paragraph("It was told by Wilhelmina Hartlepool", level=1)
    report.note(paragraph, "In a letter.")
    report.table([["Who", "When"], ["Bartholomew Quennell", "Spring"]])
    for name in ("Wilhelmina Hartlepool", "Bartholomew Quennell"):
        protected.add_person(
            review=review,
            role="family",
            identifiers=[Identifier("name", name, "")],
            user=people.governance,
        )
    read_on_line(client, people, review, report.data)
    edition = publication.submit(review=review, user=people.editor)
    check = checks.standing(review.pk, edition.digest).check
    found = [one for one in check.findings.all() if RULES[one.rule].level == Level.BLOCK]
    assert len({one.fingerprint for one in found}) >= 2


def test_whoever_touched_the_text_is_a_writer_for_good(editor, people, review):
    other = factories.UserFactory()
    other.groups.add(*people.editor.groups.all())
    editor.force_login(other)
    upload(editor, review)
    editor.post(address(review), {"action": "remove"})
    assert not ReportDraft.objects.exists()
    assert other.pk in writers_of(review)


def test_a_replaced_file_asks_for_the_text_again(editor, people, review):
    upload(editor, review)
    accept(editor, review)
    review.overview_report = factories.make_file(FileKind.OVERVIEW_REPORT, people.editor)
    review.save_revision(user=people.editor)
    assert any("PDF was replaced" in one for one in missing_from_draft(review))
    editor.post(address(review), {"action": "compare"})
    assert accept(editor, review).status_code == 302
    assert missing_from_draft(review) == []


def test_a_text_without_its_file_can_not_be_submitted(editor, people, review):
    upload(editor, review)
    accept(editor, review)
    review.overview_report, review.overview_report_withheld = None, "safety"
    review.save_revision(user=people.editor)
    assert any("no PDF" in one for one in missing_from_draft(review))


def test_corrections_are_kept_whatever_is_wrong_with_them(editor, review):
    upload(editor, review)
    assert save(editor, review, "# A", "| a | b |\n| c |", "See.[^9]").status_code == 302
    html = editor.get(address(review)).content.decode()
    assert "There is no note [^9]" in html and "1 to 2 cells" in html
    assert accept(editor, review).status_code == 422
    assert "| c |" in draft_of(review).markup


def test_a_stale_page_loses_nothing_typed(editor, review):
    upload(editor, review)
    response = save(editor, review, "What I typed for an hour.", version=0)
    assert response.status_code == 422
    assert "What I typed for an hour." in response.content.decode()
    assert "Somebody else changed" in response.content.decode()
    assert "What I typed" not in draft_of(review).markup


def test_a_correction_takes_the_acceptance_back(editor, review):
    upload(editor, review)
    accept(editor, review)
    save(editor, review, "# A\n\n4.2 Corrected.")
    draft = draft_of(review)
    assert not draft.is_accepted and draft.accepted_by is None and draft.reason == ""


@pytest.mark.parametrize("data", [b"", b"no word file", b"PK\x03\x04 damaged"])
def test_a_wrong_file_is_refused_and_an_earlier_text_stays(editor, review, data):
    upload(editor, review)
    before = draft_of(review).markup
    upload(editor, review, data)
    assert draft_of(review).markup == before
    assert draft_of(review).state == "brought-in"


@pytest.mark.parametrize("action", ["bring-in", "bring-in-pdf", "save", "accept", "remove"])
def test_nobody_changes_the_text_during_moderation_or_without_the_role(
    client, people, review, action
):
    read_on_line(client, people, review)
    before = draft_of(review)
    client.force_login(people.governance)
    client.post(address(review), {"action": action, "version": before.version, "part": "x"})
    review.get_workflow().start(review, people.editor)
    client.force_login(people.editor)
    client.post(address(review), {"action": action, "version": before.version, "part": "x"})
    upload(client, review)
    after = draft_of(review)
    assert (after.markup, after.state, after.version) == (
        before.markup,
        before.state,
        before.version,
    )


def test_the_moderation_page_shows_the_text_and_its_differences(client, people, review):
    read_on_line(client, people, review)
    edition = publication.submit(review=review, user=people.editor)
    client.force_login(people.home_office)
    html = client.get(f"/manage/reviews/{review.pk}/").content.decode()
    assert "To be read online" in html and "In the text only" in html
    preview = client.get(f"/manage/reviews/editions/{edition.pk}/on-line/{KIND}/")
    assert "The practice rang twice" in preview.content.decode()


def test_an_approval_carries_over_when_only_a_text_was_added(client, people, review):
    from reviews.requirements import approval_to_carry

    first = publication.submit(review=review, user=people.editor)
    factories.publish_edition(first, people)
    read_on_line(client, people, review)
    second = publication.submit(review=review, user=people.editor)
    assert second.digest != first.digest
    assert approval_to_carry(second) == first.approval


def test_pages_of_the_pdf_are_drawn_for_readers_of_drafts_alone(client, people, review):
    url = f"/manage/reviews/{review.pk}/on-line/{KIND}/pages/1.png"
    client.force_login(people.superuser)
    assert client.get(url).status_code in (302, 403)
    client.force_login(people.editor)
    response = client.get(url)
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert client.get(url.replace("1.png", "3.png")).status_code == 404


def test_erasing_an_edition_erases_its_text(client, people, review):
    from reviews.erasure import erase_edition

    read_on_line(client, people, review)
    edition = publication.submit(review=review, user=people.editor)
    erase_edition(edition)
    assert not ReportDraft.objects.exists()


def test_a_text_that_was_removed_while_it_was_read_does_not_come_back(editor, review, monkeypatch):
    from reviews import report_sources

    read = report_sources._read_in_child

    def removed_meanwhile(draft):
        found = read(draft)
        ReportDraft.objects.filter(pk=draft.pk).delete()
        return found

    monkeypatch.setattr(report_sources, "_read_in_child", removed_meanwhile)
    assert upload(editor, review).status_code == 302
    assert not ReportDraft.objects.exists()
