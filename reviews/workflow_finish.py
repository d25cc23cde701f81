"""What Wagtail does when a workflow is through. Wagtail imports this module while its own models
load, so it imports models only when it runs.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from setdab.accounts.models import User
    from wagtail.models import WorkflowState


def publish_or_refuse(workflow_state: "WorkflowState", user: "User | None" = None) -> None:
    """Publish a page the Wagtail way, a review through the ledger.

    Runs in the transaction of the last approval. Raises ``PublicationRefused``: so a workflow that
    was emptied, shortened or pushed on by hand ends in nothing.
    """
    from reviews import publication
    from reviews.models import ReviewPage

    page = workflow_state.content_object.specific
    if not isinstance(page, ReviewPage):
        page.get_latest_revision().publish(user=user)
        return
    edition = page.editions.order_by("-number").first()
    if edition is None or user is None:
        raise publication.PublicationRefused(["This review was never submitted for moderation."])
    publication.publish(edition=edition, user=user)
    # This only turns Wagtail's own label to “live”: readers never see these tables. Nobody has
    # Wagtail's permission to publish a review, so it can't be asked for.
    page.get_latest_revision().publish(user=user, skip_permission_checks=True)
