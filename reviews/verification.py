"""Looks at the whole ledger with fresh eyes: every digest, every file, every trigger."""

from collections.abc import Iterator

from django.db import connection
from django.db.models import F, Q
from setdab.immutability import missing_triggers

from reviews.content import DigestMismatch
from reviews.files import stored_digest
from reviews.models import Edition, LibraryEntry, Publication, ReportFile


def faults() -> Iterator[str]:
    """One line for each thing that is wrong; nothing where all is well."""
    for name in missing_triggers(connection):
        yield f"trigger missing: {name}"
    stored: dict[str, str | None] = {}
    for edition in Edition.objects.select_related("content", "review").order_by("pk"):
        yield from _faults_of_edition(edition, stored)
    yield from _faults_of_publications()
    current = Publication.objects.current().filter(library_entry=None)
    for publication in current:
        yield f"edition {publication.pk}: not in the library (run rebuild_library)"
    for row in ReportFile.objects.all():
        if _stored(row, stored) != row.sha256:
            yield f"report file {row.pk}: the stored bytes are not the ones uploaded"


def _faults_of_edition(edition: Edition, stored: dict[str, str | None]) -> Iterator[str]:
    row = getattr(edition, "content", None)
    published = Publication.objects.not_withdrawn().filter(pk=edition.pk).exists()
    if row is None:
        if published:
            yield f"edition {edition.pk}: published, but its content is missing"
        return
    try:
        content = row.read()
    except (DigestMismatch, ValueError, KeyError, TypeError):
        yield f"edition {edition.pk}: the content is not what was frozen"
        return
    if content.file_digests() != edition.file_digests:
        yield f"edition {edition.pk}: its files are not those of its content"
    for kind, sha256 in edition.file_digests.items():
        file = ReportFile.objects.filter(sha256=sha256).first()
        if file is None or _stored(file, stored) != sha256:
            yield f"edition {edition.pk}: the file {kind} is missing or changed"


def _faults_of_publications() -> Iterator[str]:
    same = Q(clearance=F("edition"), approval=F("edition"), sign_off=F("edition"))
    for publication in Publication.objects.exclude(same):
        yield f"publication {publication.pk}: its links speak of different editions"
    whole = Publication.objects.filter(
        clearance__edition__isnull=False,
        approval__edition__isnull=False,
        sign_off__edition__isnull=False,
        approval__decision__isnull=False,
    )
    for publication in Publication.objects.exclude(pk__in=whole.values("pk")):
        yield f"publication {publication.pk}: a link of its chain is missing"
    for entry in LibraryEntry.objects.filter(publication__edition__content=None):
        yield f"library entry {entry.pk}: its edition was erased"


def _stored(row: ReportFile, known: dict[str, str | None]) -> str | None:
    """Each file is read once, however many editions hold it."""
    if row.sha256 not in known:
        known[row.sha256] = stored_digest(row)
    return known[row.sha256]
