"""Where Wagtail acts by itself: unpublishing withdraws, and Wagtail's own mails stay unsent."""

from typing import TYPE_CHECKING, Any

from wagtail.models import PageLogEntry, TaskState, WorkflowState
from wagtail.signals import (
    page_unpublished,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

if TYPE_CHECKING:
    from reviews.models import ReviewPage

# They carry the page's title.
WAGTAIL_MAILS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def connect() -> None:
    """After ``wagtail.admin`` is ready: it comes before ``reviews`` in INSTALLED_APPS."""
    from reviews.models import ReviewPage

    page_unpublished.connect(withdraw_unpublished, sender=ReviewPage)
    for signal, sender, uid in WAGTAIL_MAILS:
        signal.disconnect(sender=sender, dispatch_uid=uid)


def withdraw_unpublished(instance: "ReviewPage", **kwargs: Any) -> None:
    """Whoever unpublishes a review in Wagtail means that nobody should read it."""
    from reviews import publication
    from reviews.models import Publication

    standing = Publication.objects.not_withdrawn().filter(edition__review=instance.pk)
    first = standing.order_by("public_from").first()
    if first is None:
        return
    entry = PageLogEntry.objects.filter(page_id=instance.pk, action="wagtail.unpublish").first()
    who = f" by {entry.user}" if entry and entry.user else ""
    publication.withdraw(publication=first, user=None, reason=f"Unpublished in Wagtail{who}.")
