"""Roads through Wagtail's workflow: pushed on by hand, emptied, switched off, thrown away."""

from collections.abc import Callable

from wagtail.models import TaskState, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from attacks import attempt, road
from attacks.target import Target
from reviews.models import BoardSignOffTask, ReviewPage
from reviews.models.tasks import LedgerTask


def push_on(target: Target) -> None:
    """Every way of telling a workflow that it is through, by somebody who may sign off."""
    board = target.people.board
    state = WorkflowState.objects.filter(object_id=str(target.review.pk)).order_by("pk").last()
    if state:
        for user in (board, target.people.superuser, None):
            attempt(state.finish, user=user)
        attempt(state.update, user=board)
        attempt(state.resume, user=board)
    for _ in range(2):
        if (task := target.fresh().current_workflow_task_state) is None:
            break
        attempt(task.task.specific.on_action, task, board, "approve")
        attempt(task.approve, user=board)


def submit(target: Target) -> None:
    """Again, on whatever is left of the workflows."""
    target.leave_moderation()
    for workflow in Workflow.objects.all():
        attempt(workflow.start, target.fresh(), target.people.editor)
    push_on(target)


@road
def pushed_on_as_it_is(target: Target) -> None:
    push_on(target)


@road
def submitted_again_and_pushed_on(target: Target) -> None:
    submit(target)


@road
def workflow_state_forged_as_approved(target: Target) -> None:
    WorkflowState.objects.filter(object_id=str(target.review.pk)).update(
        status=WorkflowState.STATUS_APPROVED
    )
    TaskState.objects.update(status=TaskState.STATUS_APPROVED)
    for state in WorkflowState.objects.filter(object_id=str(target.review.pk)):
        attempt(state.finish, user=target.people.board)


def _with_workflow(change: Callable[[], object]) -> Callable[[Target], None]:
    def walk(target: Target) -> None:
        change()
        push_on(target)
        submit(target)

    return walk


def _register(name: str, change: Callable[[], object]) -> None:
    walk = _with_workflow(change)
    walk.__name__ = name
    road(walk)


_register("workflow_emptied", lambda: WorkflowTask.objects.all().delete())
_register(
    "workflow_without_its_first_tasks",
    lambda: WorkflowTask.objects.exclude(task__in=BoardSignOffTask.objects.all()).delete(),
)
_register(
    "workflow_without_the_sign_off",
    lambda: WorkflowTask.objects.filter(task__in=BoardSignOffTask.objects.all()).delete(),
)
_register("workflow_switched_off", lambda: Workflow.objects.update(active=False))
_register("workflow_deleted", lambda: Workflow.objects.all().delete())


@road
def tasks_switched_off(target: Target) -> None:
    for task in (entry.task.specific for entry in WorkflowTask.objects.all()):
        attempt(task.deactivate, user=target.people.superuser)
        push_on(target)
    submit(target)


@road
def tasks_switched_off_in_the_table(target: Target) -> None:
    from wagtail.models import Task

    Task.objects.update(active=False)
    push_on(target)
    submit(target)


@road
def another_workflow_with_an_ordinary_task(target: Target) -> None:
    from django.contrib.auth.models import Group
    from wagtail.models import GroupApprovalTask

    workflow = Workflow.objects.create(name="Short", active=True)
    task = GroupApprovalTask.objects.create(name="Anybody", active=True)
    task.groups.set(Group.objects.all())
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=target.review)
    submit(target)


@road
def tasks_reordered(target: Target) -> None:
    for order, entry in enumerate(WorkflowTask.objects.order_by("-sort_order")):
        WorkflowTask.objects.filter(pk=entry.pk).update(sort_order=order)
    push_on(target)
    submit(target)


@road
def the_draft_changed_under_moderation(target: Target) -> None:
    """Each task finds the draft no longer the edition, and must not carry anything over."""
    page = ReviewPage.objects.get(pk=target.review.pk).get_latest_revision_as_object()
    page.sentence = "Another xylophone."
    page.save_revision(user=target.people.editor, overwrite_revision=page.latest_revision)
    push_on(target)
    assert all(isinstance(task.specific, LedgerTask) for task in page.get_workflow().tasks)
