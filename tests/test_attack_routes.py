"""Every road to the public, from every state in which a review must not be read."""

import logging
from collections.abc import Iterator, Sequence

import factories
import pytest
from attacks import ROADS, Road, ledger, pages, statements, views, workflow
from attacks.reader import addresses, guesses, leaks
from attacks.target import NEW_DRAFT, STATES, TO_COME, WITHDRAWN, Target, make_target
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from setdab import errors

assert all((ledger, pages, statements, views, workflow)), "Each registers its roads when imported."

pytestmark = pytest.mark.django_db


# From these two states the edition was published, or will be, by the workflow: only what goes round
# the workflow is tried.
AFTERWARDS = [WITHDRAWN, TO_COME]
BEFORE = [state for state in STATES if state not in AFTERWARDS]
ROUND_THE_WORKFLOW = [road for road in ROADS if road.module not in ("views", "workflow")]
# Roads that ask the database itself are walked on both, from every state. The others only use
# Django's models: on PostgreSQL they are walked from where they come nearest to the public.
OF_THE_DATABASE = [road for road in ROADS if road.module in ("ledger", "statements")]
OF_THE_SITE = [road for road in ROADS if road not in OF_THE_DATABASE]
NEAREST = ("clearance and approval", NEW_DRAFT)


@pytest.fixture(scope="module")
def target(request, django_db_setup, django_db_blocker) -> Iterator[Target]:
    """One review for all roads from one state: each road is rolled back to a savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        factories.restore_seeds()
        yield make_target(request.param)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def quiet(caplog) -> None:
    """Hundreds of answers are 404, as they should be."""
    caplog.set_level(logging.ERROR, logger="django.request")


@pytest.fixture
def bare_404(monkeypatch) -> None:
    """Half the answers are the same page, and drawing it would be half the time of the suite.

    What it says is looked at in the last test here.
    """
    draw = errors.render

    def render(request: HttpRequest, template: str, *args: object, **kwargs: object):
        if template == "404.html":
            return HttpResponse(status=404)
        return draw(request, template, *args, **kwargs)

    monkeypatch.setattr(errors, "render", render)


def parametrize(states: Sequence[str], roads: list[Road]):
    """State by state, as each is made once for all its roads."""

    def decorate(test):
        test = pytest.mark.parametrize("road", roads, ids=lambda road: road.name)(test)
        return pytest.mark.parametrize("target", states, indirect=True, scope="module")(test)

    return decorate


@parametrize(BEFORE, OF_THE_DATABASE)
def test_no_road_round_the_site_leads_to_the_public(target: Target, road: Road, bare_404):
    assert found_after(road, target) == []


@parametrize(NEAREST, OF_THE_SITE)
def test_no_road_through_the_site_leads_to_the_public(target: Target, road: Road, bare_404):
    assert found_after(road, target) == []


@pytest.mark.once
@parametrize([state for state in BEFORE if state not in NEAREST], OF_THE_SITE)
def test_no_longer_road_through_the_site_does(target: Target, road: Road, bare_404):
    assert found_after(road, target) == []


@parametrize(AFTERWARDS, ROUND_THE_WORKFLOW)
def test_no_road_leads_back_or_ahead_of_its_day(target: Target, road: Road, bare_404):
    assert found_after(road, target) == []


@pytest.mark.parametrize("target", STATES, indirect=True, scope="module")
def test_no_guess_at_an_address_leads_to_it(target: Target):
    assert leaks(target, addresses) == []
    assert leaks(target, guesses) == []


def found_after(road: Road, target: Target) -> list[str]:
    with transaction.atomic():
        walk(road, target)
        found = leaks(target)
        transaction.set_rollback(True)
    return found


def walk(road: Road, target: Target) -> None:
    if road.refused_by:
        with pytest.raises(road.refused_by), transaction.atomic():
            road.walk(target)
        return
    with transaction.atomic():
        road.walk(target)
