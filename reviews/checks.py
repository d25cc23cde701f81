"""Running the automatic check over what would be published, and whether its result still holds.

A result is one of exact bytes, one register and one engine. Where any of them is another now, it
says nothing, and a new run is asked for.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from reviews import findings, parts, protected
from reviews.anonymisation.checker import Findings, examine, outcome_of
from reviews.anonymisation.engine import engine_version
from reviews.anonymisation.known import Known
from reviews.anonymisation.surfaces import Reading
from reviews.content import ReviewContent, canonical_json, digest_of
from reviews.drafts import content_of_draft, latest_draft
from reviews.models import (
    AnonymisationCheck,
    CheckOutcome,
    CheckState,
    Edition,
    MotivatedIntruderNote,
    ReportFile,
    ReviewPage,
)

if TYPE_CHECKING:
    from setdab.accounts.models import User

logger = logging.getLogger(__name__)

TRIES = 3
# Longer than the slowest file may take to be read.
RUN_LASTS = timedelta(hours=2)
COULD_NOT_RUN = (
    "The check could not run. Ask for it again; if it fails once more, tell the site administrator."
)
CHANGED = "The review was changed before the check could start. Ask for it again."


UNKNOWN_OUTCOME = "The automatic check did not pass."
UNFINISHED: dict[CheckOutcome | None, list[str]] = {
    CheckOutcome.REFUSE: ["The automatic check can’t read a file. Its result says what to do."],
    CheckOutcome.BLOCK: [
        "The automatic check found what must not be published, or what waits for a second person."
    ],
    CheckOutcome.REVIEW: ["The automatic check found what somebody has to decide about."],
    CheckOutcome.PASS: [],
}


@dataclass(frozen=True)
class Standing:
    """Where the check of some bytes stands. ``check`` is the newest run, old or not."""

    check: AnonymisationCheck | None
    is_old: bool = False
    outcome: CheckOutcome | None = None

    @property
    def is_under_way(self) -> bool:
        return self.check is not None and self.check.state in (
            CheckState.QUEUED,
            CheckState.RUNNING,
        )


def ask(
    *, review: ReviewPage, content: ReviewContent, user: "User | None" = None
) -> AnonymisationCheck:
    """Queue a run over these bytes, unless one is queued already."""
    digest = digest_of(canonical_json(content))
    queued = AnonymisationCheck.objects.filter(
        review=review, digest=digest, state=CheckState.QUEUED
    )
    check = queued.first() or AnonymisationCheck.objects.create(
        review=review,
        digest=digest,
        file_digests=content.file_digests(),
        parts=1 + len(content.files),
        asked_by=user,
    )
    run.enqueue(check_id=check.pk)
    check.refresh_from_db()
    return check


def standing(review_id: int, digest: str) -> Standing:
    check = AnonymisationCheck.objects.filter(review=review_id, digest=digest).first()
    if check is None or check.state != CheckState.DONE:
        return Standing(check)
    is_old = (
        check.register_version != protected.register_version(review_id)
        or check.engine_version != engine_version()
    )
    return Standing(check, is_old, findings.outcome_with_decisions(check))


@task()
def run(*, check_id: int) -> None:
    """A run that fails by an accident is tried again; what a file is guilty of is a result."""
    check = _take(check_id)
    if check is None:
        return
    try:
        _run(check)
    except Exception as error:
        # The message of an error may hold words of the file.
        logger.error("Check %d failed: %s", check.pk, type(error).__name__)
        _put_back(check)


def _take(check_id: int) -> AnonymisationCheck | None:
    now = timezone.now()
    rows = AnonymisationCheck.objects.filter(pk=check_id)
    taken = rows.filter(state=CheckState.QUEUED) | rows.filter(
        state=CheckState.RUNNING, started_at__lte=now - RUN_LASTS
    )
    if not taken.update(
        state=CheckState.RUNNING, started_at=now, parts_done=0, tries=F("tries") + 1
    ):
        return None
    return AnonymisationCheck.objects.select_related("review").get(pk=check_id)


def _run(check: AnonymisationCheck) -> None:
    content = content_of(check)
    if content is None:
        _fail(check, CHANGED)
        return
    try:
        version = protected.register_version(check.review_id)
        register = protected.register_of(check.review_id)
    except protected.RegisterUnusable as problem:
        _fail(check, str(problem))
        return
    readings = _read_all(check, content)
    known = Known(chair=content.chair, author=content.author)
    found = examine(readings, register=register, known=known)
    _record(check, found, version)


def _read_all(check: AnonymisationCheck, content: ReviewContent) -> dict[str, Reading]:
    readings = {parts.CONTENT: parts.content_reading(content)}
    for file in content.files:
        AnonymisationCheck.objects.filter(pk=check.pk).update(parts_done=len(readings))
        readings[file.kind] = parts.read_report(ReportFile.objects.get(sha256=file.sha256))
    return readings


def _record(check: AnonymisationCheck, found: Findings, register_version: str) -> None:
    outcome = outcome_of(finding for some in found.values() for finding in some)
    with transaction.atomic():
        check.findings.all().delete()
        findings.store(check, found, protected.key_of(check.review_id))
        check.state, check.outcome = CheckState.DONE, outcome.name
        check.register_version, check.engine_version = register_version, engine_version()
        check.parts_done, check.finished_at, check.problem = check.parts, timezone.now(), ""
        check.save()
    findings.alarm_if_public(check)


def _fail(check: AnonymisationCheck, problem: str) -> None:
    check.state, check.problem, check.finished_at = CheckState.FAILED, problem, timezone.now()
    check.save()
    findings.alarm_if_public(check)


def _put_back(check: AnonymisationCheck) -> None:
    if check.tries >= TRIES:
        _fail(check, COULD_NOT_RUN)
        return
    AnonymisationCheck.objects.filter(pk=check.pk).update(state=CheckState.QUEUED)
    later = timezone.now() + timedelta(minutes=check.tries)
    if run.get_backend().supports_defer:
        run.using(run_after=later).enqueue(check_id=check.pk)
    else:
        run.enqueue(check_id=check.pk)


def missing(edition: Edition) -> list[str]:
    """Whatever keeps the automatic check of this edition's exact bytes from being a PASS of today.

    Raises nothing: where it can't be known, it is missing.
    """
    if not protected.people_of(edition.review_id):
        return [
            "The register of protected identifiers is empty. Enter who must not be named, so that "
            "the check can look for them."
        ]
    try:
        now = standing(edition.review_id, edition.digest)
    except protected.RegisterUnusable as problem:
        return [str(problem)]
    check = now.check
    if check is None:
        return ["The automatic check of this edition was not run. Run it."]
    if now.is_under_way:
        return ["The automatic check of this edition is not finished."]
    if check.state == CheckState.FAILED:
        return [check.problem]
    if now.is_old:
        return [
            "The register or the check itself changed since this edition was checked. Run it again."
        ]
    return UNFINISHED.get(now.outcome, [UNKNOWN_OUTCOME])


def missing_intruder_note(edition: Edition) -> list[str]:
    if MotivatedIntruderNote.objects.filter(edition=edition).exists():
        return []
    return ["Record who tried to find out whom the review is about, where, and with what result."]


def evidence(edition: Edition) -> dict[str, Any]:
    """For the ledger: what the clearance rested on, in words and numbers that name nobody."""
    check = standing(edition.review_id, edition.digest).check
    note = edition.intruder_notes.last()
    return {
        "check": {
            "number": check.pk,
            "finished_at": check.finished_at.isoformat() if check.finished_at else None,
            "digest": check.digest,
            "register_version": check.register_version,
            "engine_version": check.engine_version,
            "findings": check.findings.count(),
        }
        if check
        else None,
        "motivated_intruder": {
            "searched_by": note.searched_by,
            "where": note.where,
            "minutes": note.minutes,
            "result": note.result,
            "recorded_by": note.recorded_by_id,
        }
        if note
        else None,
    }


def content_of(check: AnonymisationCheck) -> ReviewContent | None:
    """What was to be checked: an edition, or the draft while nobody has changed it."""
    edition = Edition.objects.filter(
        review=check.review_id, digest=check.digest, content__isnull=False
    ).first()
    if edition is not None:
        return edition.content.read()
    content = content_of_draft(latest_draft(check.review))
    return content if digest_of(canonical_json(content)) == check.digest else None


def ask_again(review: ReviewPage, user: "User | None" = None) -> None:
    """After a change of the register: for the newest edition, and for what is public."""
    from reviews.models import Publication

    editions: Mapping[int, Edition] = {
        edition.pk: edition
        for edition in (
            review.editions.order_by("-number").first(),
            *(
                publication.edition
                for publication in Publication.objects.current().filter(edition__review=review.pk)
            ),
        )
        if edition is not None and hasattr(edition, "content")
    }
    for edition in editions.values():
        ask(review=review, content=edition.content.read(), user=user)
