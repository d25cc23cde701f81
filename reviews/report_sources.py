"""Taking in the file that a report to be read online comes from, and reading it in the task queue.

The file is kept in the confidential storage until it was read or refused, and no longer.
"""

import logging
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from reviews.anonymisation import reading
from reviews.anonymisation.surfaces import Refusal
from reviews.drafts import files_of_draft, latest_draft
from reviews.locks import lock_review
from reviews.models import FileKind, ReportDraft, ReportDraftState, ReviewPage
from reviews.refusals import PublicationRefused
from reviews.report_drafts import (
    LONGEST_MARKUP,
    PACKAGE,
    SECONDS,
    compare_words,
    forget_source,
    lock_for_change,
    note_writer,
    take_back_acceptance,
)
from reviews.report_text import markup
from reviews.report_text.rendering import render

if TYPE_CHECKING:
    from setdab.accounts.models import User

logger = logging.getLogger(__name__)

TRIES = 3
LARGEST_SOURCE_BYTES = 50 * 1024 * 1024
COULD_NOT = "The file could not be read. Bring it in again."
EMPTY = "No words were found in the file. Open it and see whether its text can be selected."


def bring_in(*, review: ReviewPage, kind: FileKind, upload: File, user: "User") -> ReportDraft:
    """Take a file and queue its reading. A text that was brought in before is replaced once it is read."""
    size = upload.size or 0
    if not size:
        raise PublicationRefused(["The file is empty. Save it again and bring it in once more."])
    if size > LARGEST_SOURCE_BYTES:
        raise PublicationRefused(
            ["The file is larger than 50 MB. Make the pictures in it smaller and save it again."]
        )
    with transaction.atomic():
        lock_for_change(review, user)
        if kind not in files_of_draft(latest_draft(review)):
            raise PublicationRefused(
                [f"Add the PDF of the {FileKind(kind).label} to the review first, and save it."]
            )
        draft = ReportDraft.objects.filter(review=review, kind=kind).first() or ReportDraft(
            review_id=review.pk, kind=kind, brought_in_by=user
        )
        forget_source(draft)
        draft.brought_in_by = draft.changed_by = user
        draft.state, draft.sentence, draft.tries = ReportDraftState.QUEUED, "", 0
        draft.source.save("", upload, save=False)
        draft.save()
        note_writer(review, user)
    read_source.enqueue(draft_id=draft.pk)
    return draft


def bring_in_pdf(*, review: ReviewPage, kind: FileKind, user: "User") -> ReportDraft:
    """As ``bring_in``, from the PDF that the review has already, where it says what its parts are."""
    row = files_of_draft(latest_draft(review)).get(kind)
    if row is None:
        raise PublicationRefused(["There is no such PDF."])
    with row.storage.open(row.stored_as, "rb") as stored:
        return bring_in(review=review, kind=kind, upload=File(stored), user=user)


@task()
def read_source(*, draft_id: int) -> None:
    draft = ReportDraft.objects.filter(pk=draft_id, state=ReportDraftState.QUEUED).first()
    if draft is None or not draft.source:
        return
    ReportDraft.objects.filter(pk=draft_id).update(tries=F("tries") + 1)
    try:
        _read(draft)
    except Exception as error:
        # The message of an error may hold words of the file.
        logger.error("Reading report draft %d failed: %s", draft_id, type(error).__name__)
        _put_back(draft)


def _read(draft: ReportDraft) -> None:
    found: dict[str, Any] = {}
    sentence = ""
    try:
        found = _read_in_child(draft)
        text = str(found["markup"])
        if not text.strip() or len(text) > LONGEST_MARKUP:
            raise Refusal("damaged", EMPTY)
        found["html"] = render(markup.read(text))
    except Refusal as refusal:
        found, sentence = {}, refusal.sentence
    with transaction.atomic():
        lock_review(draft.review_id)
        now = ReportDraft.objects.filter(pk=draft.pk, source=draft.source.name).first()
        if now is None:
            # Removed, or another file was brought in meanwhile.
            return
        _take(now, found, sentence)
    compare_words(now)


def _take(draft: ReportDraft, found: dict[str, Any], sentence: str) -> None:
    """A text that was there before stays: a wrong file must not cost an afternoon's corrections."""
    if found:
        draft.version += 1
        draft.markup, draft.html = found["markup"], found["html"]
        draft.warnings = found["warnings"]
    draft.state = ReportDraftState.BROUGHT_IN if draft.html else ReportDraftState.REFUSED
    draft.sentence = sentence
    take_back_acceptance(draft)
    forget_source(draft)
    draft.save()


def _read_in_child(draft: ReportDraft) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="report-") as folder:
        path = Path(folder, "report")
        with draft.source.open("rb") as stored, path.open("wb") as local:
            for chunk in stored.chunks():
                local.write(chunk)
        with path.open("rb") as local:
            is_pdf = b"%PDF-" in local.read(1024)
        name = "tagged_pdf:task" if is_pdf else "word:task"
        found = reading.run_child(name, {"path": str(path)}, seconds=SECONDS, package=PACKAGE)
    return dict(found)


def _put_back(draft: ReportDraft) -> None:
    current = ReportDraft.objects.filter(pk=draft.pk, source=draft.source.name).first()
    if current is None:
        return
    draft = current
    if draft.tries >= TRIES:
        draft.state = ReportDraftState.BROUGHT_IN if draft.html else ReportDraftState.REFUSED
        draft.sentence = COULD_NOT
        forget_source(draft)
        draft.save()
    elif read_source.get_backend().supports_defer:
        later = timezone.now() + timedelta(minutes=draft.tries)
        read_source.using(run_after=later).enqueue(draft_id=draft.pk)
    else:
        read_source.enqueue(draft_id=draft.pk)
