"""Attacks on what is or was public, and the control that shows that the reader would notice."""

from datetime import timedelta
from pathlib import Path

import factories
import pytest
from attacks import attempt, sql
from attacks.ledger import insert_publication
from attacks.reader import leaks
from attacks.statements import INTO_PUBLICATION
from attacks.target import LINKS, SUBSETS, Target, make_target, record
from attacks.views import Insider
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from reviews import publication
from reviews.models import (
    EditionContent,
    FileKind,
    FilePreparation,
    Publication,
    ReportFile,
    ReviewPage,
    Withdrawal,
)
from reviews.publication import PublicationRefused

ADDRESS = "/reviews/zephyrine-quillon/"
FILES = [f"{ADDRESS}{kind}.pdf" for kind in FileKind.values]
LISTS = ["/", "/reviews/", "/reviews/feed/", "/sitemap.xml", "/search/?q=zephyrine"]


def publish(target: Target) -> Publication:
    """The rest of the chain, after a state without any link."""
    target.leave_moderation()
    made = factories.publish_edition(target.edition, target.people)
    Page.objects.filter(pk=target.review.pk).update(live=True)
    return made


@pytest.fixture
def target(seeds) -> Target:
    return make_target("nothing")


@pytest.fixture
def published(target) -> Publication:
    return publish(target)


def second_edition(target: Target, **changes: object):
    review = target.fresh()
    for name, value in {"sentence": "A mended sentence.", **changes}.items():
        setattr(review, name, value)
    review.save_revision(user=target.people.editor, log_action=True)
    return publication.submit(review=review, user=target.people.editor)


def replace(target: Target, **fields: object) -> Publication:
    edition = second_edition(target)
    factories.clear(edition, target.people)
    publication.carry_approval(
        edition=edition, user=target.people.home_office, statement="Same files."
    )
    factories.sign_off(edition, target.people, **fields)
    return publication.publish(edition=edition, user=target.people.board)


def assert_gone(target: Target) -> None:
    assert leaks(target) == []
    client = Client()
    response = client.get(ADDRESS)
    assert response.status_code == 410
    for address in (*FILES, f"{ADDRESS}edition.json"):
        assert client.get(address).status_code == 404


def test_a_published_review_is_seen_everywhere(target, published):
    """The control: what the attack suite looks for is found where it should be."""
    seen = leaks(target)
    for address in (ADDRESS, *LISTS):
        assert any(line.startswith(f"{address}: ") for line in seen), address
    assert f"{ADDRESS}: 'xylophone' in the page" in seen
    assert f"{ADDRESS}: 'obsidianly' in the page" in seen
    assert f"{ADDRESS}edition.json: 'Brambleholt' in the page" in seen
    for kind in FileKind.values:
        assert f"{ADDRESS}{kind}.pdf: the bytes of the {kind}" in seen
    private = [line for line in seen if "'REF-UMBRA-9'" in line or "'Peregrina'" in line]
    assert not [line for line in private if not line.startswith(tuple(FILES))]


def withdraw(target: Target) -> None:
    publication.withdraw(
        publication=Publication.objects.get(pk=target.edition.pk),
        user=target.people.board,
        reason="The family asked.",
    )


def withdraw_in_the_admin(target: Target) -> None:
    address = reverse("review_withdraw", args=[target.edition.pk])
    assert Insider(target.people.board).post(address, {"reason": "A leak."}).status_code == 302


def revoke_in_the_admin(target: Target) -> None:
    decision = Publication.objects.get(pk=target.edition.pk).approval.decision
    address = reverse("review_revoke_approval", args=[decision.pk])
    answer = Insider(target.people.home_office).post(address, {"reason": "A new letter."})
    assert answer.url == reverse("review_moderation", args=[target.review.pk])
    assert not Page.objects.get(pk=target.review.pk).live


def unpublish(target: Target) -> None:
    ReviewPage.objects.get(pk=target.review.pk).unpublish(user=target.people.board)


def expire(target: Target) -> None:
    hour_ago = timezone.now() - timedelta(hours=1)
    Page.objects.filter(pk=target.review.pk).update(expire_at=hour_ago)
    call_command("publish_scheduled", verbosity=0)


def insert_a_withdrawal(target: Target) -> None:
    Withdrawal.objects.create(publication_id=target.edition.pk, reason="By hand.")


def insert_a_backdated_withdrawal(target: Target) -> None:
    Withdrawal.objects.create(
        publication_id=target.edition.pk,
        reason="By hand.",
        withdrawn_at=timezone.now() - timedelta(days=400),
    )


@pytest.mark.parametrize(
    "way",
    [
        withdraw,
        withdraw_in_the_admin,
        revoke_in_the_admin,
        unpublish,
        expire,
        insert_a_withdrawal,
        insert_a_backdated_withdrawal,
    ],
    ids=lambda way: way.__name__,
)
def test_once_withdrawn_it_is_gone_everywhere_and_stays_gone(target, published, way):
    way(target)
    assert_gone(target)
    rows = Withdrawal.objects.filter(pk=published.pk)
    assert attempt(rows.delete)
    assert attempt(rows._raw_delete, rows.db)
    assert attempt(rows.update, withdrawn_at=published.public_from - timedelta(days=1))
    assert attempt(sql, "DELETE FROM reviews_withdrawal")
    assert attempt(sql, "UPDATE reviews_withdrawal SET publication_id = %s", target.other.pk)
    assert attempt(insert_publication, target)
    with pytest.raises(PublicationRefused):
        publication.publish(edition=target.edition, user=target.people.board)
    assert_gone(target)


def test_a_changed_draft_published_by_wagtail_changes_nothing(target, published):
    before = {address: Client().get(address).content for address in (ADDRESS, *LISTS)}
    review = target.fresh()
    review.title, review.sentence, review.slug = "Verena", "Verena lived here.", "verena"
    review.overview_report = factories.make_file(FileKind.OVERVIEW_REPORT, target.people.editor)
    review.save_revision(user=target.people.editor, log_action=True).publish(
        skip_permission_checks=True
    )
    assert {address: Client().get(address).content for address in before} == before
    assert Client().get("/reviews/verena/").status_code == 404


def test_other_bytes_in_the_storage_are_never_sent(target, published):
    for row in target.files:
        stored = Path(row.file.storage.path(row.file.name))
        original = stored.read_bytes()
        try:
            stored.write_bytes(factories.pdf_bytes("Other bytes"))
            assert Client().get(f"{ADDRESS}{row.kind}.pdf").status_code == 404
        finally:
            stored.write_bytes(original)


def test_another_file_behind_a_published_digest_is_never_sent(target, published):
    secret = factories.make_file(FileKind.ACTION_PLAN, target.people.editor, "A secret plan")
    row = ReportFile.objects.get(sha256=target.edition.file_digests["overview-report"])
    name, sha256 = secret.file.name, row.sha256
    with transaction.atomic():
        ReviewPage.objects.filter(pk=target.review.pk).update(overview_report=None)
        FilePreparation.objects.all().delete()
        ReportFile.objects.filter(pk__in=[row.pk, secret.pk]).delete()
        ReportFile.objects.create(
            kind=row.kind,
            file=name,
            sha256=sha256,
            size=secret.size,
            pages=secret.pages,
            original_name="",
            uploaded_by=target.people.editor,
        )
    assert Client().get(f"{ADDRESS}overview-report.pdf").status_code == 404


def test_a_newer_edition_gone_does_not_bring_back_the_older(target, published):
    newer = replace(target)
    assert attempt(EditionContent.objects.filter(pk=newer.pk).delete)
    with pytest.raises(CommandError):
        call_command("erase_edition", "REF-UMBRA-9", "2", verbosity=0)
    publication.withdraw(publication=newer, user=target.people.board, reason="A leak.")
    call_command("erase_edition", "REF-UMBRA-9", "2", verbosity=0)
    call_command("rebuild_library", verbosity=0)
    assert not EditionContent.objects.filter(pk=newer.pk).exists()
    assert_gone(target)


def test_a_backdated_withdrawal_of_the_newer_edition_does_not_bring_back_the_older(
    target, published
):
    newer = replace(target)
    Withdrawal.objects.create(
        publication=newer,
        reason="By hand, or by a server whose clock is slow.",
        withdrawn_at=newer.public_from - timedelta(minutes=5),
    )
    assert_gone(target)


def test_the_content_of_an_approved_edition_can_be_taken_away_and_not_exchanged(target):
    for link in LINKS:
        record(target.edition, link, target.people)
    rows = EditionContent.objects.filter(pk=target.edition.pk)
    forged = rows.get().body.replace("xylophones", "saxophones")
    assert attempt(rows.update, body=forged)
    rows.delete()
    EditionContent.objects.create(edition=target.edition, slug="zephyrine-quillon", body=forged)
    with pytest.raises(PublicationRefused, match="not what was submitted"):
        publication.publish(edition=target.edition, user=target.people.board)
    insert_publication(target)
    assert leaks(target) == []


def test_a_publication_without_its_links_is_not_even_counted(target):
    with transaction.atomic():
        before = Publication.objects.current().count()
        insert_publication(target)
        current = Publication.objects.current()
        assert current.count() == len(current) == before
        assert not current.filter(pk=target.edition.pk).exists()
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("subset", SUBSETS, ids=lambda subset: " and ".join(subset) or "nothing")
def test_the_database_refuses_a_publication_without_its_links_at_the_commit(subset):
    """Foreign keys are checked when a transaction ends, so this must not run inside a test's own."""
    factories.restore_seeds()
    target = make_target(" and ".join(subset) or "nothing")
    key, now = target.edition.pk, timezone.now()
    values = [key, key, key, key, target.people.board.pk, now, now]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_publication(target)
    with pytest.raises(IntegrityError):
        sql(f"INSERT INTO {INTO_PUBLICATION}", *values)
    assert not Publication.objects.filter(pk=key).exists()
    assert leaks(target) == []
