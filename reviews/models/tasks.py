"""The three tasks of the workflow. Approving one writes its row of the ledger.

People act in the moderation view (``reviews.moderation``), where they see the frozen edition and
not the draft; so Wagtail's own menus get no actions from here.
"""

from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.urls import reverse
from wagtail.locks import WorkflowLock
from wagtail.models import Task, TaskState, Workflow, WorkflowState

if TYPE_CHECKING:
    from setdab.accounts.models import User

    from reviews.models.ledger import Edition
    from reviews.models.page import ReviewPage


class ModerationLock(WorkflowLock):
    def get_message(self, user: "User") -> str:
        return (
            "This review is being checked, so it can’t be changed. To change it, cancel the "
            "workflow, or ask for it to be returned to you."
        )


class LedgerTask(Task):
    lock_class = ModerationLock

    class Meta:
        abstract = True

    def start(self, workflow_state: WorkflowState, user: "User | None" = None) -> TaskState:
        """Freeze an edition when moderation starts, and skip what carried over to it.

        Wagtail resumes a returned review at the task that returned it. An edition that was not
        through the earlier tasks is sent there by ``first_open_task``.
        """
        from reviews.refusals import PublicationRefused

        try:
            with transaction.atomic():
                return self._start(workflow_state, user)
        except PublicationRefused:
            _return_as_before(workflow_state)
            raise

    def _start(self, workflow_state: WorkflowState, user: "User | None") -> TaskState:
        from reviews import moderation
        from reviews.locks import lock_review

        lock_review(int(workflow_state.object_id))
        edition = moderation.edition_in_moderation(workflow_state, user)
        task = moderation.first_open_task(edition, self, workflow_state.workflow)
        if task != self:
            return task.start(workflow_state, user=user)
        open_now = workflow_state.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if started := open_now.filter(task=self).first():
            # Two people resubmitted at once.
            return started
        state = super().start(workflow_state, user=user)
        if self.is_done(edition):
            state.approve(update=False, comment="Carried over: nothing has changed.")
        else:
            moderation.tell_who_can_act(edition, self)
        return state

    def is_done(self, edition: "Edition") -> bool:
        raise TypeError("Each task says when it is done.")

    def record(self, edition: "Edition", user: "User", data: dict[str, Any]) -> None:
        raise TypeError("Each task writes its own row.")

    def user_can_act(self, user: "User", edition: "Edition") -> bool:
        raise TypeError("Each task says who may act.")

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: "User", action_name: str, **data: Any) -> str:
        """Raises ``PublicationRefused``; then neither ledger nor workflow has moved."""
        from reviews import moderation

        moderation.act(self, task_state, user, action_name, data)
        return reverse("wagtailadmin_home")

    def locked_for_user(self, obj: models.Model, user: "User") -> bool:
        return True


class AnonymisationCheckTask(LedgerTask):
    permission = "add_anonymisationclearance"

    class Meta:
        verbose_name = "anonymisation check"

    def is_done(self, edition: "Edition") -> bool:
        return _exists(edition, "AnonymisationClearance")

    def user_can_act(self, user: "User", edition: "Edition") -> bool:
        from reviews.permissions import user_can_clear

        return user_can_clear(user, edition)

    def record(self, edition: "Edition", user: "User", data: dict[str, Any]) -> None:
        from reviews import publication

        publication.clear(
            edition=edition,
            user=user,
            statement=data.get("statement", ""),
            checklist=data.get("checklist", ()),
        )


class HomeOfficeApprovalTask(LedgerTask):
    permission = "confirm_homeofficeapproval"

    class Meta:
        verbose_name = "Home Office approval"

    def is_done(self, edition: "Edition") -> bool:
        return _exists(edition, "HomeOfficeApproval")

    def user_can_act(self, user: "User", edition: "Edition") -> bool:
        from reviews.permissions import user_can_approve

        return user_can_approve(user, edition)

    def record(self, edition: "Edition", user: "User", data: dict[str, Any]) -> None:
        from reviews import publication
        from reviews.requirements import approval_to_carry

        statement = data.get("statement", "")
        if approval_to_carry(edition):
            publication.carry_approval(edition=edition, user=user, statement=statement)
            return
        decision = edition.review.decisions.first()
        if decision is None:
            raise publication.PublicationRefused(
                ["No Home Office decision is recorded for this review."]
            )
        publication.approve(edition=edition, user=user, decision=decision, statement=statement)


class BoardSignOffTask(LedgerTask):
    permission = "add_boardsignoff"

    class Meta:
        verbose_name = "Board sign-off"

    def is_done(self, edition: "Edition") -> bool:
        return False

    def user_can_act(self, user: "User", edition: "Edition") -> bool:
        from reviews.permissions import user_can_sign_off

        return user_can_sign_off(user, edition)

    def record(self, edition: "Edition", user: "User", data: dict[str, Any]) -> None:
        from reviews import publication

        publication.sign_off(
            edition=edition,
            user=user,
            statement=data.get("statement", ""),
            withholding_record=data.get("withholding_record", ""),
            public_from=data.get("public_from"),
        )


class ReviewWorkflow(Workflow):
    """Of two people who submit at once, the second is told so and not shown an error."""

    class Meta:
        proxy = True

    @transaction.atomic
    def start(self, obj: "ReviewPage", user: "User") -> WorkflowState:
        from reviews import publication
        from reviews.locks import lock_review

        lock_review(obj.pk)
        if obj.current_workflow_state is not None:
            raise publication.PublicationRefused(
                ["This review was submitted in the meantime. Look at where it stands now."]
            )
        return super().start(obj, user)


def _return_as_before(workflow_state: WorkflowState) -> None:
    """Wagtail resumes a returned review before the task starts, and not in one transaction."""
    last = workflow_state.task_states.order_by("-pk").first()
    if last is None or last.status != TaskState.STATUS_REJECTED:
        return
    WorkflowState.objects.filter(pk=workflow_state.pk, current_task_state=None).update(
        status=WorkflowState.STATUS_NEEDS_CHANGES, current_task_state=last
    )


def _exists(edition: "Edition", model: str) -> bool:
    from django.apps import apps

    return apps.get_model("reviews", model).objects.filter(edition=edition).exists()
