"""What is still missing, as sentences: shown in the editor, and the reasons of every refusal."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ObjectDoesNotExist

from reviews import checks, permissions, report_drafts
from reviews.content import DigestMismatch, canonical_json, digest_of
from reviews.drafts import content_of_draft, files_of_draft, latest_draft
from reviews.files import stored_digest
from reviews.models import (
    Edition,
    FileKind,
    FilePreparation,
    HomeOfficeApproval,
    HomeOfficeDecision,
    PreparationState,
    Publication,
    ReportFile,
    ReviewPage,
    Withdrawal,
)
from reviews.presentation import is_address_of_review

if TYPE_CHECKING:
    from setdab.accounts.models import User

CHECKLIST = {
    "names": "No real name of the person who died, the person responsible, children or family",
    "dates": "No date of birth, exact date of death or exact age",
    "places": "No address, school, surgery or place smaller than the district",
    "appendices": "Every page was read, terms of reference and appendices included",
    "hidden": "No text under black boxes, no comments and no names in the file’s properties",
    "jigsaw": "Facts that would point to somebody when put together were looked for",
}

REQUIRED_FIELDS = {
    "title": "a public title",
    "slug": "an address",
    "sentence": "the humane sentence",
    "summary": "the summary",
    "content_note": "the content note",
    "chair": "the independent chair",
    "author": "the report author",
    "year_of_death": "the year of death",
}


def missing_from_draft(draft: ReviewPage) -> list[str]:
    missing = [
        f"Fill in {words}." for name, words in REQUIRED_FIELDS.items() if not getattr(draft, name)
    ]
    if draft.slug and not is_address_of_review(draft.slug):
        missing.append("Choose another address: the site needs this one for itself.")
    files = files_of_draft(draft)
    for kind in (FileKind.EXECUTIVE_SUMMARY, FileKind.OVERVIEW_REPORT):
        name = draft.FILE_FIELDS[kind]
        if kind not in files and not getattr(draft, f"{name}_withheld"):
            missing.append(f"Add the {kind.label}, or choose why it is not published.")
    missing += _unprepared(files)
    missing += [
        f"The file of the {kind.label} is not as it was uploaded. Upload it again."
        for kind, row in files.items()
        if stored_digest(row) != row.sha256
    ]
    missing += report_drafts.missing(draft)
    return missing + unpublished_related(page.pk for page in draft.related_reviews.all())


def _unprepared(files: dict[FileKind, ReportFile]) -> list[str]:
    """What is published is a rewritten copy; the upload itself never is."""
    prepared = {
        preparation.upload_id: preparation
        for preparation in FilePreparation.objects.filter(upload__in=files.values())
    }
    missing = []
    for kind, row in files.items():
        preparation = prepared.get(row.pk)
        state = preparation.state if preparation else None
        if row.is_copy or state == PreparationState.READY:
            continue
        if preparation is None or state == PreparationState.QUEUED:
            missing.append(f"The {kind.label} is still being prepared. Try again in a few minutes.")
        else:
            missing.append(f"{kind.label}: {preparation.sentence}")
    return missing


def unpublished_related(review_ids: Iterable[int]) -> list[str]:
    """An edition's content is public to the last byte: a key in it would tell that a review exists."""
    wanted = set(review_ids)
    public = Publication.objects.current().filter(edition__review__in=wanted)
    hidden = wanted - set(public.values_list("edition__review", flat=True))
    pages = ReviewPage.objects.filter(pk__in=hidden).order_by("working_reference")
    return [
        f"Related review {page.working_reference} is not public. Take it out, and link to it in a "
        "new edition once it is."
        for page in pages
    ]


def missing_from_clearance(statement: str, checklist: Collection[str]) -> list[str]:
    missing = [
        f"Not yet checked: {text}." for key, text in CHECKLIST.items() if key not in checklist
    ]
    return missing + missing_statement(statement)


def missing_statement(
    statement: str, words: str = "Write a statement for the record."
) -> list[str]:
    return [] if statement.strip() else [words]


def missing_before_approval(edition: Edition) -> list[str]:
    return not_open(edition) + already(edition, "approval")


def missing_from_fresh_decision(edition: Edition, decision: HomeOfficeDecision) -> list[str]:
    """As ``missing_from_decision``, and an approval of other files must not rest on it already."""
    if decision.approvals.exists():
        return [
            "An approval rests on this decision already. If every file is the same, carry that "
            "approval over; a changed report needs a new Home Office decision."
        ]
    return missing_from_decision(edition, decision)


def missing_from_decision(edition: Edition, decision: HomeOfficeDecision) -> list[str]:
    decision.refresh_from_db()
    if decision.review_id != edition.review_id:
        return ["This decision is about another review."]
    latest = edition.review.decisions.first()
    if latest != decision:
        return ["There is a later Home Office decision for this review."]
    return decision.reasons_against_publication()


def missing_before_sign_off(edition: Edition) -> list[str]:
    return not_open(edition) + already(edition, "sign_off") + _missing_from_chain(edition)


def missing_withholding_record(edition: Edition, record: str) -> list[str]:
    if record.strip() or not withholds_a_report(edition):
        return []
    return ["Record why the Board agrees that a report is not published."]


def withholds_a_report(edition: Edition) -> bool:
    """False too where the content can't be read: ``not_open`` says so in its own words."""
    if not has(edition, "content"):
        return False
    try:
        return bool(edition.content.read().withheld)
    except DigestMismatch:
        return False


def missing_before_publication(edition: Edition) -> list[str]:
    missing = not_open(edition) + _missing_from_chain(edition)
    if not has(edition, "sign_off"):
        missing.append("The Board has not signed this edition off.")
    if missing:
        return missing
    missing += checks.missing(edition)
    missing += unpublished_related(edition.content.read().related)
    for kind, sha256 in edition.file_digests.items():
        row = ReportFile.objects.filter(sha256=sha256).first()
        if row is None or stored_digest(row) != sha256:
            missing.append(
                f"The file of the {FileKind(kind).label} is not the one that was cleared."
            )
    slug = edition.content.slug
    others = Publication.objects.not_withdrawn().filter(edition__content__slug=slug)
    if others.exclude(edition__review=edition.review_id).exists():
        missing.append(
            "Another published review has this address. Change the slug and submit again."
        )
    return missing


def not_open(edition: Edition) -> list[str]:
    """Why nobody may act on this edition any more: it is published, old, erased or out of step."""
    if Publication.objects.filter(edition=edition).exists():
        return ["This edition is already published."]
    latest = edition.review.editions.order_by("-number").first()
    if latest != edition:
        return [f"Edition {latest.number} was submitted since. Look at that one."]
    withdrawn_since = Withdrawal.objects.filter(
        publication__edition__review=edition.review_id, withdrawn_at__gte=edition.submitted_at
    )
    if withdrawn_since.exists():
        return ["This review was withdrawn after this edition was submitted. Submit it again."]
    if not has(edition, "content"):
        return ["The content of this edition was erased."]
    try:
        edition.content.read()
    except DigestMismatch:
        return [
            "The content of this edition is not what was submitted. Tell the site administrator."
        ]
    draft = latest_draft(edition.review)
    if digest_of(canonical_json(content_of_draft(draft))) != edition.digest:
        return ["The review was changed after this edition was submitted. Submit it again."]
    return []


def already(edition: Edition, step: str) -> list[str]:
    if not has(edition, step):
        return []
    return [f"This was recorded before, for edition {edition.number}. Load the page again."]


def _missing_from_chain(edition: Edition) -> list[str]:
    missing = []
    if not has(edition, "clearance"):
        missing.append("The anonymisation check of this edition is not cleared.")
    if not has(edition, "approval"):
        missing.append("No Home Office approval is recorded for this edition.")
    else:
        missing += missing_from_decision(edition, edition.approval.decision)
    return missing


def may_not_act(user: "User", edition: Edition, doing: str) -> str:
    if permissions.user_wrote(user, edition):
        return f"You wrote or submitted this edition, so somebody else has to {doing}."
    return f"Your role can’t {doing}."


def approval_to_carry(edition: Edition) -> HomeOfficeApproval | None:
    """The approval of the edition before, where every file is the same and it was not withdrawn."""
    last = (
        HomeOfficeApproval.objects.filter(edition__review=edition.review_id)
        .filter(edition__number__lt=edition.number)
        .select_related("edition", "decision")
        .order_by("-edition__number")
        .first()
    )
    if last is None or last.edition.file_digests != edition.file_digests:
        return None
    if last.decision.revoked_at or Withdrawal.objects.filter(publication=last.edition_id).exists():
        return None
    return last


def has(edition: Edition, related: str) -> bool:
    """Asks the database again: an edition in hand may be older than the row."""
    edition._state.fields_cache.pop(related, None)
    try:
        getattr(edition, related)
    except ObjectDoesNotExist:
        return False
    return True
