"""Taking in a report file: looked at by content first, then stored under its own digest."""

import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, cast

import pikepdf
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction

from reviews.models.files import FileKind, ReportFile

if TYPE_CHECKING:
    from setdab.accounts.models import User

PDF_MARK = b"%PDF-"
CHUNK = 1024 * 1024
# pikepdf's own errors, and what comes out of it when a file is not what it claims to be.
UNREADABLE = (
    pikepdf.PikepdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)

DAMAGED = "The file is damaged and can’t be read. Make the PDF again from the original."


def store_report_file(upload: File, *, kind: str, user: "User") -> ReportFile:
    """The row for these bytes, made now or by an earlier upload of the same file.

    Raises ``ValidationError`` with a sentence that says what to do; then nothing was stored.
    """
    pages = count_pages(upload)
    sha256 = digest_of_file(upload)
    size = upload.size
    existing = _uploaded_before(sha256, kind)
    row = existing or ReportFile(
        kind=FileKind(kind),
        sha256=sha256,
        size=size,
        pages=pages,
        original_name=PurePath(upload.name or "").name[:255],
        uploaded_by=user,
    )
    if existing is None:
        row.file.name = f"{sha256[:2]}/{sha256}.pdf"
    # Outside the transaction: SQLite has one writer, and 50 MB to a bucket take their time.
    if stored_digest(row) != sha256:
        _store(row, upload)
    if existing is None:
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            # Somebody else uploaded the same bytes meanwhile.
            existing = _uploaded_before(sha256, kind)
            if existing is None:
                raise
    return existing or row


def _uploaded_before(sha256: str, kind: str) -> ReportFile | None:
    existing = ReportFile.objects.filter(sha256=sha256).first()
    if existing and existing.kind != kind:
        raise ValidationError(
            f"This file was uploaded before as “{existing.get_kind_display()}”. "
            "Choose the right file, or choose it under that name."
        )
    return existing


def _store(row: ReportFile, upload: File) -> None:
    """Bytes that an interrupted upload left under this name, or that were spoiled, are replaced."""
    upload.seek(0)
    stored_as = row.storage.save(row.stored_as, upload)
    if stored_as != row.stored_as:
        row.storage.delete(stored_as)
        raise RuntimeError("The confidential storage must keep the name that it is given.")


def count_pages(upload: File) -> int:
    """How many pages the PDF has. Raises ``ValidationError`` for what is not a readable PDF."""
    if not upload.size:
        raise ValidationError("The file is empty. Save it again and upload it once more.")
    if upload.size > settings.REPORT_FILE_MAX_BYTES:
        limit = settings.REPORT_FILE_MAX_BYTES // (1024 * 1024)
        raise ValidationError(
            f"The file is larger than {limit} MB. Make the pictures in it smaller and save it again."
        )
    upload.seek(0)
    if PDF_MARK not in upload.read(1024):
        raise ValidationError("This is not a PDF. Save the report as a PDF and upload that.")
    upload.seek(0)
    try:
        # Unrepaired: two readers of a damaged file may see two different texts.
        with pikepdf.open(cast(BinaryIO, upload.file or upload), attempt_recovery=False) as pdf:
            encrypted, promised = pdf.is_encrypted, int(pdf.Root.Pages.Count)
            pages = len(pdf.pages)
    except pikepdf.PasswordError:
        encrypted, pages, promised = True, 0, 0
    except UNREADABLE as error:
        raise ValidationError(DAMAGED) from error
    if pages != promised:
        raise ValidationError(DAMAGED)
    if encrypted:
        raise ValidationError(
            "The file is protected by a password or by restrictions. Save a copy without them."
        )
    if not pages:
        raise ValidationError("The PDF has no pages. Make it again from the original.")
    return pages


def digest_of_file(file: File) -> str:
    """SHA-256 of the bytes, as lower-case hex."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in iter(lambda: file.read(CHUNK), b""):
        digest.update(chunk)
    return digest.hexdigest()


def stored_digest(row: ReportFile) -> str | None:
    """The digest of what the storage holds now; ``None`` where it holds nothing."""
    try:
        with row.storage.open(row.stored_as, "rb") as stored:
            return digest_of_file(stored)
    except FileNotFoundError:
        return None
