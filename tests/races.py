"""Several people at once: each job in its own thread, on its own connection, from one start."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections
from wagtail.models import TaskState, WorkflowState

from reviews.models import Publication, ReviewPage
from reviews.publication import PublicationRefused
from reviews.verification import faults

ROUNDS = 4
PATIENCE = 30


def at_once(*jobs: Callable[[], object]) -> list[object]:
    """What each job returned, or the refusal that it ended in. Any other exception is raised."""
    barrier = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        try:
            connections["default"].ensure_connection()
            barrier.wait(PATIENCE)
            return job()
        except PublicationRefused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [answer.result(PATIENCE) for answer in [pool.submit(run, job) for job in jobs]]


def refusals(answers: list[object]) -> list[str]:
    return [" ".join(one.missing) for one in answers if isinstance(one, PublicationRefused)]


def assert_consistent(review: ReviewPage) -> None:
    """What holds whoever was first."""
    assert list(faults()) == []
    current = Publication.objects.current().filter(edition__review=review.pk)
    assert current.count() <= 1
    numbers = list(review.editions.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    states = WorkflowState.objects.filter(object_id=str(review.pk))
    running = states.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    waiting = TaskState.objects.filter(
        workflow_state__in=states, status=TaskState.STATUS_IN_PROGRESS
    )
    assert [one.current_task_state_id for one in running] == [one.pk for one in waiting]
