"""Taking in a report file: looked at by content first, then stored under its own digest."""

import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING

import pikepdf
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from reviews.models.files import FileKind, ReportFile

if TYPE_CHECKING:
    from setdab.accounts.models import User

PDF_MARK = b"%PDF-"
CHUNK = 1024 * 1024


def store_report_file(upload: File, *, kind: str, user: "User") -> ReportFile:
    """The row for these bytes, made now or by an earlier upload of the same file.

    Raises ``ValidationError`` with a sentence that says what to do; then nothing was stored.
    """
    pages = count_pages(upload)
    sha256 = digest_of_file(upload)
    with transaction.atomic():
        existing = ReportFile.objects.filter(sha256=sha256).first()
        if existing and existing.kind != kind:
            raise ValidationError(
                f"This file was uploaded before as “{existing.get_kind_display()}”. "
                "Choose the right file, or choose it under that name."
            )
        if existing:
            return existing
        row = ReportFile(
            kind=FileKind(kind),
            sha256=sha256,
            size=upload.size,
            pages=pages,
            original_name=PurePath(upload.name or "").name[:255],
            uploaded_by=user,
        )
        row.file.name = f"{sha256[:2]}/{sha256}.pdf"
        if stored_digest(row) != sha256:
            _store(row, upload)
        row.save()
    return row


def _store(row: ReportFile, upload: File) -> None:
    """Bytes that an interrupted upload left under this name are replaced."""
    storage = row.file.storage
    storage.delete(row.file.name)
    upload.seek(0)
    row.file.name = storage.save(row.file.name, upload)


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
        with pikepdf.open(upload.file or upload) as pdf:
            encrypted, pages = pdf.is_encrypted, len(pdf.pages)
    except pikepdf.PasswordError:
        encrypted, pages = True, 0
    except (pikepdf.PdfError, ValueError, RecursionError) as error:
        raise ValidationError(
            "The file is damaged and can’t be read. Make the PDF again from the original."
        ) from error
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
        with row.file.storage.open(row.file.name, "rb") as stored:
            return digest_of_file(stored)
    except FileNotFoundError:
        return None
