"""Takes in the files of a template form, stores them under their digest, and packs them all together."""

import hashlib
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from protocols.models.templates import (
    FileFormat,
    TemplateBundle,
    TemplateForm,
    TemplateVersion,
    private_storage,
)
from protocols.template_forms.checks import findings
from protocols.template_forms.pdf_checks import pdf_findings
from protocols.template_forms.word_reading import read_word_file
from protocols.zips import zip_bytes

if TYPE_CHECKING:
    from setdab.accounts.models import User

FOLDER = "templates"


def check_docx(upload: File) -> None:
    """Raises ``ValidationError`` with everything that keeps this file from being a template."""
    found = findings(read_word_file(upload))
    if found:
        raise ValidationError([ValidationError(sentence) for sentence in found])


def check_pdf(upload: File) -> None:
    found = pdf_findings(upload)
    if found:
        raise ValidationError([ValidationError(sentence) for sentence in found])


def add_version(
    form: TemplateForm,
    *,
    docx: File,
    version_date: date,
    review_date: date,
    change_note: str,
    user: "User | None",
    pdf: File | None = None,
) -> TemplateVersion:
    """The next version of the form. A file that is refused leaves nothing behind."""
    check_docx(docx)
    if pdf:
        check_pdf(pdf)
    with transaction.atomic():
        form = TemplateForm.objects.select_for_update().get(pk=form.pk)
        latest = form.versions.order_by("-number").first()
        version = TemplateVersion(
            form=form,
            number=latest.number + 1 if latest else 1,
            version_date=version_date,
            review_date=review_date,
            change_note=change_note,
            uploaded_by=user,
        )
        version.docx.name, version.docx_sha256, version.docx_size = store(docx, FileFormat.DOCX)
        if pdf:
            version.pdf.name, version.pdf_sha256, version.pdf_size = store(pdf, FileFormat.PDF)
        version.save()
    return version


def withdraw_version(version: TemplateVersion, *, reason: str) -> None:
    """Takes one version away from the public, for example because of what is in its file."""
    version.withdrawn_on = timezone.now()
    version.withdrawn_reason = reason
    version.save(update_fields=["withdrawn_on", "withdrawn_reason"])


def store(upload: File, extension: str) -> tuple[str, str, int]:
    """Name in the storage, SHA-256 and size. Under its digest, the same file is kept once."""
    upload.seek(0)
    data = upload.read()
    sha256 = hashlib.sha256(data).hexdigest()
    name = f"{FOLDER}/{sha256[:2]}/{sha256}.{extension}"
    storage = private_storage()
    if stored_bytes(name) != data:
        storage.delete(name)
        name = storage.save(name, ContentFile(data))
    return name, sha256, len(data)


def stored_bytes(name: str, sha256: str = "") -> bytes | None:
    """What the storage holds; ``None`` where that is nothing, or not what the digest says."""
    try:
        with private_storage().open(name, "rb") as stored:
            data = stored.read()
    except FileNotFoundError:
        return None
    return data if not sha256 or hashlib.sha256(data).hexdigest() == sha256 else None


def current_contents() -> list[list[str]]:
    """File name and digest of every current form: what the bundle ought to hold."""
    return [
        [version.file_name(FileFormat.DOCX), version.docx_sha256]
        for version in TemplateVersion.objects.current()
    ]


def current_bundle(contents: list[list[str]]) -> TemplateBundle | None:
    """The stored zip, if it holds these very files."""
    bundle = TemplateBundle.objects.first()
    return bundle if bundle and contents and bundle.contents == contents else None


def rebuild_bundle() -> TemplateBundle | None:
    """Packs the current forms into a stored zip, unless the stored one holds them already."""
    with transaction.atomic():
        versions = list(TemplateVersion.objects.current())
        contents = [[v.file_name(FileFormat.DOCX), v.docx_sha256] for v in versions]
        existing = current_bundle(contents)
        if existing or not contents:
            return existing
        files = {}
        for version in versions:
            data = stored_bytes(version.docx.name or "", version.docx_sha256)
            if data is None:
                return None
            files[version.file_name(FileFormat.DOCX)] = data
        packed = zip_bytes(files)
        bundle = TemplateBundle(contents=contents)
        bundle.file.name, bundle.sha256, bundle.size = store(ContentFile(packed), "zip")
        bundle.save()
        older = TemplateBundle.objects.exclude(pk=bundle.pk)
        for name in set(older.values_list("file", flat=True)) - {bundle.file.name}:
            transaction.on_commit(partial(private_storage().delete, name))
        older.delete()
    return bundle
