"""What a check of a review would be of, as things are now: its newest edition, or its draft."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reviews import checks, findings, preparation, protected
from reviews.checks import Standing
from reviews.content import ReviewContent, canonical_json, digest_of
from reviews.drafts import content_of_draft, files_of_draft, latest_draft
from reviews.models import (
    AnonymisationCheck,
    CheckState,
    Edition,
    FileKind,
    FilePreparation,
    PreparationState,
    ReportFile,
    ReviewPage,
)
from reviews.refusals import PublicationRefused

if TYPE_CHECKING:
    from setdab.accounts.models import User

NOT_READY = {
    PreparationState.REFUSED: "The {file} has to be changed and uploaded again before the check.",
    PreparationState.QUEUED: "The {file} is being prepared. The check can start after that.",
    PreparationState.FAILED: "The {file} could not be prepared. Upload it again.",
}


@dataclass(frozen=True)
class PreparedFile:
    """An upload of the draft, and what became of it."""

    kind: FileKind
    upload: ReportFile
    preparation: FilePreparation | None

    @property
    def is_under_way(self) -> bool:
        return self.preparation is not None and self.preparation.state == PreparationState.QUEUED

    @property
    def is_ready(self) -> bool:
        return self.upload.is_copy or (
            self.preparation is not None and self.preparation.state == PreparationState.READY
        )


@dataclass(frozen=True)
class AtHand:
    """``edition`` is ``None`` where the draft is not (or no longer) what was submitted."""

    review: ReviewPage
    edition: Edition | None
    newest: Edition | None
    content: ReviewContent
    digest: str
    files: list[PreparedFile] = field(default_factory=list)

    @property
    def is_being_prepared(self) -> bool:
        return any(file.is_under_way for file in self.files)

    def standing(self) -> Standing:
        """Without the secret every result is old: nobody can tell whether it still holds."""
        try:
            return checks.standing(self.review.pk, self.digest)
        except protected.RegisterUnusable:
            check = AnonymisationCheck.objects.filter(
                review=self.review.pk, digest=self.digest
            ).first()
            if check is None or check.state != CheckState.DONE:
                return Standing(check)
            return Standing(check, True, findings.outcome_with_decisions(check))


def at_hand(review: ReviewPage) -> AtHand:
    draft = latest_draft(review)
    content = content_of_draft(draft)
    digest = digest_of(canonical_json(content))
    newest = review.editions.order_by("-number").first()
    uploads = files_of_draft(draft)
    known = {
        one.upload_id: one for one in FilePreparation.objects.filter(upload__in=uploads.values())
    }
    return AtHand(
        review=review,
        edition=newest if newest and newest.digest == digest else None,
        newest=newest,
        content=content,
        digest=digest,
        files=[PreparedFile(kind, row, known.get(row.pk)) for kind, row in uploads.items()],
    )


def start_check(review: ReviewPage, user: "User") -> None:
    """Queue a run. Raises ``PublicationRefused`` while a file has no copy that could be checked."""
    for file in at_hand(review).files:
        if not file.is_ready:
            preparation.prepare(file.upload)
    now = at_hand(review)
    waiting = [
        NOT_READY[PreparationState(file.preparation.state)].format(file=file.kind.label)
        for file in now.files
        if not file.is_ready and file.preparation is not None
    ]
    if waiting:
        raise PublicationRefused(waiting)
    checks.ask(review=review, content=now.content, user=user)
