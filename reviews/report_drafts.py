"""The text of a report that is to be read online: corrected, compared with the PDF, accepted.

Every function that writes takes the review's row lock, asks who may, and notes who wrote, as nobody
who wrote a review may judge it. Raises ``PublicationRefused`` with what is missing.
"""

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from wagtail.log_actions import log

from reviews.anonymisation import reading
from reviews.anonymisation.surfaces import Refusal
from reviews.drafts import (
    REPORT_TEXT_ACTION,
    latest_draft,
    published_files_of_draft,
)
from reviews.locks import lock_review
from reviews.models import FileKind, ReportDraft, ReportDraftState, ReportFile, ReviewPage
from reviews.parts import local_copy
from reviews.permissions import user_can_submit
from reviews.refusals import PublicationRefused
from reviews.report_text import markup
from reviews.report_text.comparison import compare
from reviews.report_text.rendering import render

if TYPE_CHECKING:
    from setdab.accounts.models import User

logger = logging.getLogger(__name__)

PACKAGE = "reviews.report_text."
SECONDS = 120
LONGEST_MARKUP = 3_000_000


def of_review(review_id: int) -> dict[str, ReportDraft]:
    return {draft.kind: draft for draft in ReportDraft.objects.filter(review=review_id)}


def why_not_changed(review: ReviewPage, user: "User") -> str:
    """Why this user can't change the text now; empty where they can."""
    permissions = review.permissions_for_user(user)
    if not user_can_submit(user) or not permissions.can_edit():
        return "Only editors can change the text of a report."
    if permissions.page_locked():
        return "This review is being checked, so the text can’t be changed until it comes back."
    return ""


def save_text(
    *, review: ReviewPage, kind: FileKind, text: str, version: int, user: "User"
) -> ReportDraft:
    """Keep a corrected text. ``version`` is the one that was corrected."""
    with transaction.atomic():
        lock_for_change(review, user)
        draft = _at_hand(review, kind, version)
        if len(text) > LONGEST_MARKUP:
            raise PublicationRefused(["The text is too long for one report. Split it."])
        if not text.strip():
            raise PublicationRefused(
                ["The text is empty. To give it up, choose “Remove the text” instead."]
            )
        draft.markup, draft.html = text, render(markup.read(text))
        draft.version += 1
        draft.changed_by = user
        take_back_acceptance(draft)
        draft.save()
        note_writer(review, user)
    compare_words(draft)
    return draft


def accept(
    *, review: ReviewPage, kind: FileKind, version: int, reason: str, user: "User"
) -> ReportDraft:
    """Make the text part of the draft, beside the file that it was compared with."""
    with transaction.atomic():
        lock_for_change(review, user)
        draft = _at_hand(review, kind, version)
        missing = [one.sentence for one in markup.problems(markup.read(draft.markup))]
        row = _published(review, kind)
        if row is None:
            missing.append("The copy of the PDF is not ready yet. Try again in a few minutes.")
        elif not draft.is_compared_with(row.sha256):
            missing.append(
                "The words were not compared with the PDF yet. Look again in a minute, or choose "
                "“Compare again”."
            )
        elif draft.differences_that_count and not reason.strip():
            missing.append("The words differ from the PDF. Say why each difference is right.")
        if missing or row is None:
            raise PublicationRefused(missing)
        draft.state = ReportDraftState.ACCEPTED
        draft.accepted_by = draft.changed_by = user
        draft.accepted_at, draft.accepted_for = timezone.now(), row.sha256
        draft.reason = reason.strip()
        draft.save()
        note_writer(review, user)
    return draft


def remove(*, review: ReviewPage, kind: FileKind, user: "User") -> None:
    with transaction.atomic():
        lock_for_change(review, user)
        for draft in ReportDraft.objects.filter(review=review, kind=kind):
            note_writer(review, user)
            forget_source(draft)
            draft.delete()


def compare_words(draft: ReportDraft) -> None:
    """Queue the comparison with the PDF as it would be published."""
    if draft.html:
        compare_with_pdf.enqueue(draft_id=draft.pk)
        draft.refresh_from_db()


@task()
def compare_with_pdf(*, draft_id: int) -> None:
    draft = ReportDraft.objects.select_related("review").filter(pk=draft_id).first()
    row = _published(draft.review, draft.kind) if draft else None
    if draft is None or row is None or draft.is_compared_with(row.sha256):
        return
    try:
        with local_copy(row) as path:
            pages = reading.run_child(
                "pdf_words:task", {"path": str(path)}, seconds=SECONDS, package=PACKAGE
            )
    except (Refusal, FileNotFoundError) as error:
        logger.error("Comparing report draft %d failed: %s", draft_id, type(error).__name__)
        return
    found = compare([str(page) for page in pages], draft.html)
    # Only if nobody corrected the text meanwhile.
    ReportDraft.objects.filter(pk=draft_id, version=draft.version).update(
        compared=draft.key_of(row.sha256), differences=[one.to_dict() for one in found]
    )


def missing(review: ReviewPage) -> list[str]:
    """What keeps a draft from being submitted: nothing is left out without a word."""
    found = []
    files = published_files_of_draft(review)
    for draft in ReportDraft.objects.filter(review=review.pk).order_by("kind"):
        name = FileKind(draft.kind).label
        row = files.get(FileKind(draft.kind))
        if row is None:
            found.append(f"{name}: there is a text to read online but no PDF. Remove the text.")
        elif draft.is_under_way:
            found.append(f"{name}: the text to read online is still being brought in.")
        elif draft.state == ReportDraftState.REFUSED:
            found.append(
                f"{name}: the file for reading online could not be read. Bring in another, or "
                "remove it."
            )
        elif not draft.is_accepted:
            found.append(
                f"{name}: the text to read online was brought in but not accepted. Accept it, or "
                "remove it."
            )
        elif draft.accepted_for != row.sha256:
            found.append(
                f"{name}: the PDF was replaced since the text to read online was accepted. Bring "
                "the text in anew, or accept it again for this PDF."
            )
    return found


def lock_for_change(review: ReviewPage, user: "User") -> None:
    lock_review(review.pk)
    reason = why_not_changed(ReviewPage.objects.get(pk=review.pk), user)
    if reason:
        raise PublicationRefused([reason])


def _at_hand(review: ReviewPage, kind: FileKind, version: int) -> ReportDraft:
    draft = ReportDraft.objects.filter(review=review, kind=kind).first()
    if draft is None or not draft.html:
        raise PublicationRefused(["There is no text to read online. Bring it in first."])
    if draft.is_under_way:
        raise PublicationRefused(["The text is being brought in anew. Look again in a minute."])
    if draft.version != version:
        raise PublicationRefused(
            [
                "Somebody else changed this text since you opened the page. What you typed is below "
                "and not saved; open the page in another tab to see theirs."
            ]
        )
    return draft


def _published(review: ReviewPage, kind: str) -> ReportFile | None:
    """The copy that would be published; ``None`` while there is only the upload."""
    row = published_files_of_draft(latest_draft(review)).get(FileKind(kind))
    return row if row is not None and row.is_copy else None


def take_back_acceptance(draft: ReportDraft) -> None:
    if draft.is_accepted:
        draft.state = ReportDraftState.BROUGHT_IN
    draft.accepted_by = draft.accepted_at = None
    draft.accepted_for = draft.reason = draft.compared = ""
    draft.differences = []


def forget_source(draft: ReportDraft) -> None:
    """The name in the storage is nobody else's: see ``source_name``."""
    if draft.source:
        draft.source.delete(save=False)


def note_writer(review: ReviewPage, user: "User") -> None:
    """In the page's own history too, which outlives the row."""
    log(review, REPORT_TEXT_ACTION, user=user)
