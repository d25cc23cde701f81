"""Moderation of one edition: which task it is at, who can act, and the step from Wagtail's workflow
to the ledger and back.
"""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from setdab.mail import queue_mail
from wagtail.models import Task, TaskState, Workflow, WorkflowState

from reviews import publication
from reviews.content import canonical_json, digest_of
from reviews.drafts import content_of_draft, latest_draft
from reviews.locks import lock_review
from reviews.models import Edition, Publication, ReviewPage
from reviews.models.tasks import LedgerTask
from reviews.permissions import users_who_hold
from reviews.refusals import PublicationRefused

if TYPE_CHECKING:
    from setdab.accounts.models import User

RETURN = "reject"
APPROVE = "approve"


def edition_in_moderation(workflow_state: WorkflowState, user: "User | None") -> Edition:
    """The edition of this round: the one at hand if nothing changed since, or a new one."""
    review = workflow_state.content_object.specific
    if not isinstance(review, ReviewPage):
        raise PublicationRefused(["This task is only for reviews."])
    edition = review.editions.order_by("-number").first()
    if edition is not None and _still_stands(edition, review, workflow_state):
        return edition
    return publication.submit(review=review, user=user or workflow_state.requested_by)


def _still_stands(edition: Edition, review: ReviewPage, workflow_state: WorkflowState) -> bool:
    if edition.submitted_at < workflow_state.created_at:
        return False
    if Publication.objects.filter(edition=edition).exists():
        return False
    draft = latest_draft(review)
    return (
        draft.latest_revision_id == edition.revision_id
        and digest_of(canonical_json(content_of_draft(draft))) == edition.digest
    )


def first_open_task(edition: Edition, task: LedgerTask, workflow: Workflow) -> LedgerTask:
    """An earlier task of the workflow that this edition is not through, or ``task`` itself."""
    for earlier in workflow.tasks.specific():
        if earlier == task:
            break
        if isinstance(earlier, LedgerTask) and earlier.active and not earlier.is_done(edition):
            return earlier
    return task


def act(
    task: LedgerTask,
    task_state: TaskState,
    user: "User",
    action: str,
    data: dict[str, Any],
) -> None:
    """Do what was asked for at one task, or raise ``PublicationRefused``."""
    review = task_state.workflow_state.content_object.specific
    lock_review(review.pk)
    task_state.refresh_from_db()
    if task_state.status != TaskState.STATUS_IN_PROGRESS:
        raise PublicationRefused(["Somebody else has dealt with this in the meantime."])
    edition = review.editions.order_by("-number").first()
    if edition is None:
        raise PublicationRefused(["This review was never submitted for moderation."])
    if action == APPROVE:
        task.record(edition, user, data)
        task_state.approve(user=user, comment=data.get("statement", ""))
    elif action == RETURN:
        if not task.user_can_act(user, edition):
            raise PublicationRefused([f"You can’t return edition {edition.number}."])
        comment = data.get("comment", "").strip()
        if not comment:
            raise PublicationRefused(["Say what should be changed."])
        task_state.reject(user=user, comment=comment)
        _tell_submitter(edition)
    else:
        raise PublicationRefused(["There is no such action."])


def task_state_of(review: ReviewPage) -> TaskState | None:
    """The task that the review waits for, if it waits for one of ours."""
    state = review.current_workflow_task_state
    if state is None or not isinstance(state.task.specific, LedgerTask):
        return None
    return state


def waiting_for(user: "User") -> list[tuple[Edition, Task]]:
    """Editions that this user can act on now, oldest first."""
    states = (
        TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
        .filter(workflow_state__status=WorkflowState.STATUS_IN_PROGRESS)
        .select_related("workflow_state", "task")
        .order_by("started_at")
    )
    waiting = []
    for state in states:
        task = state.task.specific
        if not isinstance(task, LedgerTask):
            continue
        edition = (
            Edition.objects.filter(review_id=state.workflow_state.object_id)
            .select_related("review")
            .order_by("-number")
            .first()
        )
        if edition and task.user_can_act(user, edition):
            waiting.append((edition, task))
    return waiting


def tell_who_can_act(edition: Edition, task: LedgerTask) -> None:
    """A mail with the working reference and an address, and nothing of the review."""
    people = [
        person for person in users_who_hold(task.permission) if task.user_can_act(person, edition)
    ]
    _mail(
        edition,
        [person.email for person in people],
        f"{edition.review.working_reference} waits for you: {task.name}",
        f"Edition {edition.number} of {edition.review.working_reference} waits for: {task.name}.",
    )


def _tell_submitter(edition: Edition) -> None:
    _mail(
        edition,
        [edition.submitted_by.email],
        f"{edition.review.working_reference} was returned to you",
        f"Edition {edition.number} of {edition.review.working_reference} needs changes. "
        "The reasons are on the page below.",
    )


def _mail(edition: Edition, recipients: list[str], subject: str, body: str) -> None:
    from django.conf import settings

    address = settings.WAGTAILADMIN_BASE_URL + reverse(
        "review_moderation", args=[edition.review_id]
    )
    queue_mail(subject=subject, body=f"{body}\n\n{address}\n", recipients=recipients)
