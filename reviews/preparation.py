"""From an upload to the copy that is published: read, refused or rewritten, stored.

Readers never get the upload. The copy has no properties, attachments, scripts, earlier versions or
comments; a file whose hidden text such a rewrite would uncover is refused instead.
"""

import hashlib
import logging
from datetime import timedelta
from pathlib import Path

from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from reviews.anonymisation import reading
from reviews.anonymisation.engine import engine_version
from reviews.anonymisation.rules import RULES, Level
from reviews.anonymisation.surfaces import Fault, Reading, Refusal
from reviews.files import count_pages, stored_digest
from reviews.models import FileKind, FilePreparation, PreparationState, ReportFile
from reviews.parts import local_copy

logger = logging.getLogger(__name__)

TRIES = 3
# What the rewritten copy does not have any more. Everything else that blocks stays in it.
REMOVED_BY_REWRITING = frozenset({"active-content"})
MUST_CHANGE = "Some of the file has to be changed first. Mend the original and upload it again."
OTHER_KIND = "The same pages were uploaded before as “{kind}”. Choose the right file."
COULD_NOT = "The copy for publication could not be made. Upload the file again."


def prepare(row: ReportFile) -> FilePreparation:
    """Queue it, unless it was done before."""
    preparation, is_new = FilePreparation.objects.get_or_create(upload=row)
    if is_new or preparation.state in (PreparationState.QUEUED, PreparationState.FAILED):
        FilePreparation.objects.filter(pk=preparation.pk).update(
            state=PreparationState.QUEUED, tries=0
        )
        run.enqueue(preparation_id=preparation.pk)
        preparation.refresh_from_db()
    return preparation


def published_copy(row: ReportFile) -> ReportFile | None:
    """What would be published for this upload, once there is one."""
    if row.is_copy:
        return row
    preparation = FilePreparation.objects.select_related("copy").filter(upload=row).first()
    return preparation.copy if preparation else None


@task()
def run(*, preparation_id: int) -> None:
    preparation = (
        FilePreparation.objects.select_related("upload")
        .filter(pk=preparation_id, state=PreparationState.QUEUED)
        .first()
    )
    if preparation is None:
        return
    FilePreparation.objects.filter(pk=preparation_id).update(tries=F("tries") + 1)
    try:
        _prepare(preparation)
    except Exception as error:
        # The message of an error may hold words of the file.
        logger.error("Preparation %d failed: %s", preparation_id, type(error).__name__)
        _put_back(preparation)


def _prepare(preparation: FilePreparation) -> None:
    row = preparation.upload
    with local_copy(row) as path:
        read = reading.read_file(path, path.name)
        stops = _stops(read)
        if stops:
            _refuse(preparation, stops, read.refusal.sentence if read.refusal else MUST_CHANGE)
            return
        target = path.with_name("copy.pdf")
        try:
            removed = reading.sanitised(path, target, title=_title(row))
            copy = _store_copy(row, target)
        except Refusal as refusal:
            _refuse(preparation, [Fault(refusal.rule, "file")], refusal.sentence)
            return
    preparation.state, preparation.copy = PreparationState.READY, copy
    preparation.removed, preparation.problems, preparation.sentence = removed, [], ""
    _finish(preparation)


def _stops(read: Reading) -> list[Fault]:
    if read.refusal:
        return [Fault(read.refusal.rule, "file")]
    return [
        fault
        for fault in read.faults
        if not RULES[fault.rule].clearable
        and RULES[fault.rule].level >= Level.BLOCK
        and fault.rule not in REMOVED_BY_REWRITING
    ]


def _title(row: ReportFile) -> str:
    """Neutral: a title shows in a browser's tab and in its history."""
    return str(FileKind(row.kind).label)


def _store_copy(row: ReportFile, path: Path) -> ReportFile:
    """The row of these bytes; two uploads that differ only in what was removed share one."""
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    with path.open("rb") as stream:
        file = File(stream, name=path.name)
        existing = ReportFile.objects.filter(sha256=sha256).first()
        if existing is not None and existing.kind != row.kind:
            raise Refusal("wrong-type", OTHER_KIND.format(kind=existing.get_kind_display()))
        copy = existing or ReportFile(
            kind=row.kind,
            sha256=sha256,
            size=path.stat().st_size,
            pages=count_pages(file),
            original_name="",
            uploaded_by=row.uploaded_by,
            is_copy=True,
        )
        if existing is None:
            copy.file.name = f"{sha256[:2]}/{sha256}.pdf"
        if stored_digest(copy) != sha256:
            stream.seek(0)
            if copy.storage.save(copy.stored_as, file) != copy.stored_as:
                raise RuntimeError("The confidential storage must keep the name that it is given.")
    if existing is None:
        try:
            with transaction.atomic():
                copy.save()
        except IntegrityError:
            return ReportFile.objects.get(sha256=sha256)
    return copy


def _refuse(preparation: FilePreparation, stops: list[Fault], sentence: str) -> None:
    preparation.state, preparation.sentence = PreparationState.REFUSED, sentence
    preparation.problems = [
        {"rule": fault.rule, "surface": fault.surface, "page": fault.page} for fault in stops[:200]
    ]
    _finish(preparation)


def _finish(preparation: FilePreparation) -> None:
    preparation.engine_version, preparation.finished_at = engine_version(), timezone.now()
    preparation.save()


def _put_back(preparation: FilePreparation) -> None:
    preparation.refresh_from_db()
    if preparation.tries >= TRIES:
        preparation.state, preparation.sentence = PreparationState.FAILED, COULD_NOT
        preparation.save()
    elif run.get_backend().supports_defer:
        later = timezone.now() + timedelta(minutes=preparation.tries)
        run.using(run_after=later).enqueue(preparation_id=preparation.pk)
    else:
        run.enqueue(preparation_id=preparation.pk)
