"""Wagtail's document library: attachments of protocol pages, read only while a published page uses them."""

import uuid
from pathlib import PurePath

from django.conf import settings
from django.db import models
from wagtail.documents.models import AbstractDocument

from protocols.models.templates import private_storage


def stored_name(instance: "LibraryDocument", filename: str) -> str:
    """A name that nobody can guess: the editor's own is only in the address, behind the question."""
    return f"documents/{uuid.uuid4().hex}/{PurePath(filename).name}"


class LibraryDocument(AbstractDocument):
    """A document whose bytes lie where no address leads."""

    file = models.FileField(upload_to=stored_name, storage=private_storage, max_length=255)

    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        verbose_name_plural = "documents"
        permissions = [("choose_librarydocument", "Can choose document")]

    def __str__(self) -> str:
        return self.title
