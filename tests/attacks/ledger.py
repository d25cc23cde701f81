"""Roads through the ledger's own tables, by Django's models."""

from django.core.management import call_command
from django.db import DatabaseError, IntegrityError
from django.db.models import ProtectedError
from django.utils import timezone

from attacks import attempt, road
from attacks.fixtures import load
from attacks.target import LINKS, Target
from reviews import publication
from reviews.library.words import stems_in
from reviews.models import (
    AnonymisationClearance,
    BoardSignOff,
    Edition,
    EditionContent,
    HomeOfficeApproval,
    LibraryEntry,
    LibraryPassage,
    Publication,
    Withdrawal,
)
from reviews.publication import PublicationRefused

ROWS = (AnonymisationClearance, HomeOfficeApproval, BoardSignOff)


def insert_publication(target: Target, **keys: int) -> None:
    """A row that points at the target, and at ``keys`` in place of the target's own links."""
    key = target.edition.pk
    Publication.objects.create(
        edition_id=key,
        **{f"{link}_id": keys.get(link, key) for link in LINKS},
        published_by=target.people.board,
        public_from=timezone.now(),
    )


@road
def publication_row_where_links_are_missing(target: Target) -> None:
    """The keys are checked at the commit: until then nothing may show either."""
    attempt(insert_publication, target)
    attempt(LibraryEntry.objects.create, publication_id=target.edition.pk, own_stems="zephyrin")


@road(refused_by=IntegrityError)
def publication_with_all_links_of_another_review(target: Target) -> None:
    insert_publication(target, **dict.fromkeys(LINKS, target.other.pk))


@road(refused_by=IntegrityError)
def publication_with_the_clearance_of_another_review(target: Target) -> None:
    insert_publication(target, clearance=target.other.pk)


@road(refused_by=IntegrityError)
def publication_with_the_approval_of_another_review(target: Target) -> None:
    insert_publication(target, approval=target.other.pk)


@road(refused_by=IntegrityError)
def publication_with_the_sign_off_of_another_review(target: Target) -> None:
    insert_publication(target, sign_off=target.other.pk)


@road
def publication_in_bulk(target: Target) -> None:
    key, other = target.edition.pk, target.other.pk
    row = Publication(
        edition_id=key,
        clearance_id=other,
        approval_id=other,
        sign_off_id=other,
        published_by=target.people.board,
        public_from=timezone.now(),
    )
    assert attempt(Publication.objects.bulk_create, [row])
    attempt(Publication.objects.bulk_create, [row], ignore_conflicts=True)
    assert attempt(
        Publication.objects.bulk_create,
        [row],
        update_conflicts=True,
        unique_fields=["clearance"],
        update_fields=["public_from"],
    )


@road
def another_publication_pointed_here(target: Target) -> None:
    other = Publication.objects.filter(pk=target.other.pk)
    assert attempt(other.update, edition=target.edition)
    row = other.get()
    row.edition = target.edition
    attempt(row.save)


@road
def the_links_of_another_review_pointed_here(target: Target) -> None:
    for model in ROWS:
        rows = model.objects.filter(pk=target.other.pk)
        assert attempt(rows.update, edition=target.edition)


@road
def the_edition_of_another_review_given_this_content(target: Target) -> None:
    other = target.other.edition
    theirs = EditionContent.objects.filter(pk=other.pk)
    ours = EditionContent.objects.get(pk=target.edition.pk)
    editions = Edition.objects.filter(pk=other.pk)
    assert attempt(theirs.update, body=ours.body, slug=ours.slug)
    assert attempt(editions.update, digest=target.edition.digest)
    assert attempt(editions.update, review=target.review)
    assert attempt(theirs.delete)
    row = theirs.get()
    row.body, row.slug = ours.body, ours.slug
    assert attempt(row.save)
    assert attempt(row.delete)


@road
def the_content_deleted_and_given_another_time(target: Target) -> None:
    """An edition that is not public may be erased; what comes in its place has the wrong digest."""
    attempt(EditionContent.objects.filter(pk=target.edition.pk).delete)
    theirs = target.other.edition.content
    row = EditionContent(edition=target.edition, slug="zephyrine-quillon", body=theirs.body + " ")
    attempt(row.save, force_insert=True)
    attempt(insert_publication, target)


@road
def every_row_deleted(target: Target) -> None:
    for model in (Withdrawal, Publication, *ROWS, Edition):
        rows = model.objects.filter(pk=target.edition.pk)
        if rows.exists():
            assert attempt(rows.delete)
            assert attempt(rows._raw_delete, rows.db)
            assert attempt(rows.get().delete)


@road(refused_by=(ProtectedError, IntegrityError))
def the_review_deleted(target: Target) -> None:
    target.fresh().delete()


@road
def every_function_by_everybody(target: Target) -> None:
    """Nobody may publish what lacks a link, and only the right person may add one."""
    people = target.people
    for user in (people.editor, people.superuser, people.home_office, people.governance):
        refused = attempt(publication.publish, edition=target.edition, user=user)
        assert isinstance(refused, PublicationRefused)
        refused = attempt(
            publication.sign_off, edition=target.edition, user=user, statement="Minute 7."
        )
        assert isinstance(refused, PublicationRefused)
    refused = attempt(publication.publish, edition=target.edition, user=people.board)
    assert isinstance(refused, PublicationRefused)


@road
def library_entry_of_another_review_forged(target: Target) -> None:
    words = "zephyrine mended xylophones street obsidianly ref-umbra-9 peregrina"
    stems = " ".join(stems_in(words))
    LibraryEntry.objects.filter(pk=target.other.pk).update(own_stems=stems, file_stems=stems)
    LibraryPassage.objects.create(
        publication_id=target.other.pk, text=words, stems=stems, kind="overview-report", page=3
    )


@road
def library_made_anew(target: Target) -> None:
    call_command("rebuild_library", verbosity=0)


@road(refused_by=DatabaseError)
def fixture_of_a_publication_without_its_links(target: Target) -> None:
    load(
        {
            "model": "reviews.publication",
            "pk": target.edition.pk,
            "fields": {
                "clearance": 999_999,
                "approval": 999_999,
                "sign_off": 999_999,
                "published_by": target.people.board.pk,
                "published_at": "2026-01-01T00:00:00Z",
                "public_from": "2026-01-01T00:00:00Z",
            },
        }
    )


@road(refused_by=DatabaseError)
def fixture_over_the_content_of_another_review(target: Target) -> None:
    ours = EditionContent.objects.get(pk=target.edition.pk)
    load(
        {
            "model": "reviews.editioncontent",
            "pk": target.other.pk,
            "fields": {"slug": ours.slug, "body": ours.body},
        }
    )


@road
def fixture_of_the_page_as_live(target: Target) -> None:
    load({"model": "wagtailcore.page", "pk": target.review.pk, "fields": _page_fields(target)})


def _page_fields(target: Target) -> dict[str, object]:
    page = target.fresh()
    names = ("title", "draft_title", "slug", "path", "depth", "url_path", "numchild")
    now = timezone.now().isoformat()
    return {
        **{name: getattr(page, name) for name in names},
        "content_type": page.content_type_id,
        "locale": page.locale_id,
        "translation_key": str(page.translation_key),
        "live": True,
        "has_unpublished_changes": False,
        "first_published_at": now,
        "last_published_at": now,
    }
