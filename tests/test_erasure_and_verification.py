from pathlib import Path

import factories
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from setdab import immutability

from reviews import publication
from reviews.models import Edition, EditionContent, LibraryEntry, ReportFile, ReviewPage

pytestmark = pytest.mark.django_db


def erase(edition, capsys) -> str:
    call_command("erase_edition", edition.review.working_reference, edition.number)
    return capsys.readouterr().out


def verify(capsys) -> tuple[bool, str]:
    try:
        call_command("verify_ledger")
    except CommandError as error:
        assert error.returncode == 1
        return False, capsys.readouterr().out
    return True, capsys.readouterr().out


def without_triggers(change) -> None:
    immutability.drop(connection)
    change()
    immutability.install(connection)


def test_a_whole_ledger_verifies(people, capsys):
    factories.make_publication(people)
    factories.make_edition(people)
    assert verify(capsys) == (True, "The ledger is whole: 2 editions.\n")


def test_a_changed_word_is_found_and_hides_the_review(people, capsys):
    made = factories.make_publication(people)
    row = EditionContent.objects.get()
    without_triggers(
        lambda: EditionContent.objects.update(body=row.body.replace("neighbour", "nEighbour"))
    )
    well, said = verify(capsys)
    assert not well
    assert f"edition {made.pk}: the content is not what was frozen" in said
    slug = row.slug
    assert Client().get(f"/reviews/{slug}/").status_code in (404, 410)
    assert slug not in Client().get("/reviews/").content.decode()
    assert slug not in Client().get("/reviews/feed/").content.decode()
    assert slug not in Client().get("/sitemap.xml").content.decode()


def test_a_changed_file_is_found(people, capsys):
    factories.make_publication(people)
    row = ReportFile.objects.first()
    Path(row.file.storage.path(row.file.name)).write_bytes(b"%PDF-other")
    well, said = verify(capsys)
    assert not well
    assert f"the file {row.kind} is missing or changed" in said


def test_a_missing_trigger_is_found(people, capsys):
    immutability.drop(connection)
    well, said = verify(capsys)
    immutability.install(connection)
    assert not well
    assert "trigger missing: reviews_publication_refuses_update" in said


def test_erasing_takes_text_files_and_drafts_and_leaves_the_record(people, capsys):
    edition = factories.make_edition(people)
    rows = list(ReportFile.objects.filter(sha256__in=edition.file_digests.values()))
    paths = [Path(row.file.storage.path(row.file.name)) for row in rows]
    review = ReviewPage.objects.get(pk=edition.review_id)
    review.sentence = "Another sentence."
    review.save_revision(user=people.editor)
    said = erase(edition, capsys)
    assert "4 files and 1 earlier drafts" in said
    assert not EditionContent.objects.filter(edition=edition).exists()
    assert not ReportFile.objects.filter(pk__in=[row.pk for row in rows]).exists()
    assert Edition.objects.get(pk=edition.pk).digest == edition.digest
    assert all(path.exists() for path in paths), "bytes go when the transaction is through"
    assert verify(capsys)[0]


@pytest.mark.django_db(transaction=True)
def test_the_bytes_are_gone_after_erasing(people, capsys):
    edition = factories.make_edition(people)
    row = ReportFile.objects.get(sha256=edition.file_digests["overview-report"])
    path = Path(row.file.storage.path(row.file.name))
    erase(edition, capsys)
    assert not path.exists()


def test_a_public_edition_is_not_erased_by_command_or_by_sql(people, capsys):
    made = factories.make_publication(people)
    with pytest.raises(CommandError, match="Withdraw it first"):
        erase(made.edition, capsys)
    assert EditionContent.objects.exists()


def test_a_withdrawn_edition_is_erased_and_a_file_in_use_stays(people, capsys):
    made = factories.make_publication(people)
    publication.withdraw(publication=made, user=people.board, reason="A name on page 4.")
    review = ReviewPage.objects.get(pk=made.edition.review_id)
    new = factories.make_file("overview-report", people.editor)
    kept = made.edition.file_digests["executive-summary"]
    review.overview_report = new
    review.save_revision(user=people.editor)
    publication.submit(review=review, user=people.editor)
    erase(made.edition, capsys)
    left = set(ReportFile.objects.values_list("sha256", flat=True))
    uploaded = ReportFile.objects.get(prepared_from__isnull=True, pk=review.executive_summary_id)
    copy = new.preparation.copy.sha256
    assert left == {kept, uploaded.sha256, new.sha256, copy}
    assert not LibraryEntry.objects.exists()


def test_an_older_edition_is_erased_while_a_newer_one_is_public(people, capsys):
    first = factories.make_edition(people)
    factories.publish_edition(first, people)
    review = ReviewPage.objects.get(pk=first.review_id)
    review.sentence = "A mended sentence."
    review.save_revision(user=people.editor)
    second = publication.submit(review=review, user=people.editor)
    factories.clear(second, people)
    publication.carry_approval(edition=second, user=people.home_office, statement="Same files.")
    factories.sign_off(second, people)
    publication.publish(edition=second, user=people.board)
    erase(first, capsys)
    assert Client().get(f"/reviews/{review.slug}/executive-summary.pdf").status_code == 200
    with pytest.raises(CommandError, match="public"):
        erase(second, capsys)


def test_erasing_what_is_not_there_says_so(people, capsys):
    edition = factories.make_edition(people)
    with pytest.raises(CommandError, match="There is no edition 7"):
        call_command("erase_edition", edition.review.working_reference, 7)
    erase(edition, capsys)
    with pytest.raises(CommandError, match="erased before"):
        erase(edition, capsys)


def test_the_library_is_made_anew_from_the_ledger(people, capsys):
    factories.make_publication(people)
    before = LibraryEntry.objects.get().own_stems
    LibraryEntry.objects.all().delete()
    assert not verify(capsys)[0]
    call_command("rebuild_library")
    assert LibraryEntry.objects.get().own_stems == before
