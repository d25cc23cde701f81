"""Nothing is cleared, and nothing published, unless the automatic check of its bytes passes today."""

import re

import factories
import pytest
from clearing import NAME, clear, fresh, make_leaking, make_ready, named, result, why_not
from django.core import mail
from django.core.management import call_command
from django.test import Client

from reviews import checks, protected, publication
from reviews.anonymisation import engine
from reviews.models import (
    AnonymisationCheck,
    AnonymisationClearance,
    Area,
    CheckOutcome,
    CheckState,
    Edition,
    FilePreparation,
    MotivatedIntruderNote,
    Partnership,
    ProtectedPerson,
    Publication,
    ReportFile,
    Theme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaking(people) -> Edition:
    return make_leaking(people)


@pytest.fixture
def ready(people) -> Edition:
    return make_ready(people)


def test_what_passed_can_be_cleared_and_the_ledger_says_on_what(people, ready):
    clearance = clear(ready, people)
    check = result(ready).check
    assert clearance.evidence["check"]["digest"] == ready.digest
    assert clearance.evidence["check"]["number"] == check.pk
    assert clearance.evidence["check"]["engine_version"] == engine.engine_version()
    assert clearance.evidence["motivated_intruder"]["result"] == "Nobody was found."


def test_submitting_asks_for_the_check(people):
    edition = factories.make_edition(people)
    assert result(edition).check.state == CheckState.DONE


def test_an_empty_register_clears_nothing(people, ready):
    protected.remove_person(
        person=ProtectedPerson.objects.get(review=ready.review),
        user=people.governance,
        reason="Wrong.",
    )
    assert "register of protected identifiers is empty" in why_not(lambda: clear(ready, people))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"state": CheckState.QUEUED}, "not finished"),
        ({"state": CheckState.RUNNING}, "not finished"),
        ({"state": CheckState.FAILED, "problem": "The key is gone."}, "The key is gone."),
        ({"engine_version": "another"}, "Run it again"),
        ({"register_version": "another"}, "Run it again"),
        ({"digest": "0" * 64}, "was not run"),
    ],
)
def test_a_check_that_is_not_of_today_and_of_these_bytes_clears_nothing(
    people, ready, change, words
):
    AnonymisationCheck.objects.update(**change)
    assert words in why_not(lambda: clear(ready, people))
    assert not AnonymisationClearance.objects.exists()


def test_nothing_is_cleared_without_a_search_by_somebody(people, ready):
    MotivatedIntruderNote.objects.all().delete()
    assert "tried to find out" in why_not(lambda: clear(ready, people))


def test_nothing_is_cleared_without_the_secret(people, ready, settings):
    settings.ANONYMISATION_SECRET = None
    assert "ANONYMISATION_SECRET" in why_not(lambda: clear(ready, people))
    checks.ask(review=ready.review, content=ready.content.read())
    assert AnonymisationCheck.objects.first().state == CheckState.FAILED


def test_another_secret_makes_the_register_unusable_and_says_so(people, ready, settings):
    settings.ANONYMISATION_SECRET = b"x" * 32
    checks.ask(review=ready.review, content=ready.content.read())
    assert "another secret" in why_not(lambda: clear(ready, people))


def test_a_name_in_the_register_blocks(people, leaking):
    assert result(leaking).outcome == CheckOutcome.BLOCK
    assert "must not be published" in why_not(lambda: clear(leaking, people))


def test_a_name_in_a_file_blocks(people):
    review = factories.make_review(
        people,
        overview_report=factories.make_file(
            "overview-report", people.editor, words=f"Statement of {NAME}"
        ),
    )
    protected.add_person(
        review=review, role="witness", identifiers=named(NAME), user=people.governance
    )
    edition = publication.submit(review=review, user=people.editor)
    found = result(edition).check.findings.filter(rule="protected-identifier")
    assert {(one.part, one.page) for one in found} == {
        ("overview-report", 1),
        ("overview-report", 2),
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", f"Review into the death of ‘{NAME}’"),
        ("slug", "thomasina-brackenbury"),
        ("sentence", f"She was {NAME}."),
        ("summary", '<p>See <a href="https://example.test/Thomasina_Brackenbury">here</a>.</p>'),
        ("content_note", f"About {NAME}."),
        ("chair", NAME),
        ("author", NAME),
        ("partnership", Partnership(name=f"{NAME} Partnership")),
        ("area", Area(name=f"{NAME} Close")),
        ("themes", [Theme(name=f"What {NAME} said")]),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isidentifier() else "",
)
def test_a_name_in_any_field_that_readers_get_blocks(people, field, value):
    for row in value if isinstance(value, list) else [value]:
        if not isinstance(row, str):
            row.pk = None
            row.save()
    review = factories.make_review(people, **({} if field == "themes" else {field: value}))
    if field == "themes":
        review.themes.set(value)
        review.save_revision(user=people.editor, log_action=True)
    protected.add_person(
        review=review, role="witness", identifiers=named(NAME), user=people.governance
    )
    edition = publication.submit(review=review, user=people.editor)
    assert (
        result(edition).check.findings.filter(rule="protected-identifier", part="content").exists()
    )


def test_a_name_entered_after_the_clearance_stops_the_publication(people):
    edition = factories.make_edition(people, sentence="She sang with Thomasina Brackenbury.")
    factories.clear(edition, people)
    factories.approve(edition, people)
    factories.sign_off(edition, people)
    protected.add_person(
        review=edition.review, role="family", identifiers=named(NAME), user=people.governance
    )
    words = why_not(lambda: publication.publish(edition=edition, user=people.board))
    assert "Run it again" in words
    checks.ask_again(edition.review)
    words = why_not(lambda: publication.publish(edition=edition, user=people.board))
    assert "must not be published" in words


def test_a_clearance_is_carried_only_where_the_check_passes_today(people):
    first = factories.make_edition(people, sentence=f"She sang with {NAME}.")
    factories.clear(first, people)
    again = publication.submit(review=fresh(first), user=people.editor)
    assert AnonymisationClearance.objects.get(edition=again).carried_from_id == first.pk
    protected.add_person(
        review=first.review, role="family", identifiers=named(NAME), user=people.governance
    )
    third = publication.submit(review=fresh(first), user=people.editor)
    assert third.digest == first.digest
    assert not AnonymisationClearance.objects.filter(edition=third).exists()


def test_the_public_gets_the_copy_and_never_the_upload(people):
    made = factories.make_publication(people)
    preparation = FilePreparation.objects.filter(upload__kind="overview-report").get()
    sent = b"".join(Client().get(f"/reviews/{made.content.slug}/overview-report.pdf"))
    with preparation.upload.file.open("rb") as upload:
        assert sent != upload.read()
    with preparation.copy.file.open("rb") as copy:
        assert sent == copy.read()
    assert made.edition.file_digests["overview-report"] == preparation.copy.sha256


def test_what_could_not_be_prepared_can_not_be_submitted(people):
    review = factories.make_review(people)
    FilePreparation.objects.filter(upload=review.overview_report).update(
        state="refused", sentence="Take the text out from under the box.", copy=None
    )
    words = why_not(lambda: publication.submit(review=review, user=people.editor))
    assert "Take the text out from under the box." in words
    FilePreparation.objects.filter(upload=review.overview_report).update(state="queued")
    words = why_not(lambda: publication.submit(review=review, user=people.editor))
    assert "still being prepared" in words


def test_an_upload_alone_is_never_in_an_edition(people):
    review = factories.make_review(people)
    FilePreparation.objects.all().delete()
    words = why_not(lambda: publication.submit(review=review, user=people.editor))
    assert "still being prepared" in words
    assert ReportFile.objects.filter(is_copy=False, sha256__in=[]).count() == 0


def test_what_is_public_is_checked_again_and_raises_an_alarm_in_neutral_words(people):
    made = factories.make_publication(people, sentence="A neighbour of Thomasina Brackenbury.")
    mail.outbox.clear()
    call_command("check_published", verbosity=0)
    assert mail.outbox == []
    review = made.edition.review
    protected.add_person(
        review=review, role="family", identifiers=named(NAME), user=people.governance
    )
    call_command("check_published", verbosity=0)
    assert {address for one in mail.outbox for address in one.to} == {
        people.governance.email,
        people.board.email,
    }
    for one in mail.outbox:
        assert review.working_reference in one.subject
        assert not re.search("Brackenbury|Thomasina|Marigold", one.subject + one.body)
    assert Publication.objects.current().filter(pk=made.pk).exists()


def test_no_text_of_the_register_is_stored(people, leaking):
    person = ProtectedPerson.objects.filter(review=leaking.review, role="witness").get()
    assert person.tag_count > 10
    stored = bytes(person.tags).lower()
    assert b"brackenbury" not in stored
    assert b"thomasina" not in stored


def test_a_run_whose_storage_fails_is_tried_again_and_then_says_so(people, ready, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError("the bucket is away")

    monkeypatch.setattr(checks.parts, "read_report", broken)
    check = checks.ask(review=ready.review, content=ready.content.read())
    assert check.state == CheckState.FAILED
    assert check.tries == checks.TRIES
    assert "could not run" in why_not(lambda: clear(ready, people))
