"""Every state with every action, and what the database itself refuses."""

import threading

import pytest
import signing_factories as made
from django.db import IntegrityError, connection, transaction

from protocols.models import Signature, SignatureEvent, SignatureLink, SignatureState
from protocols.signing import actions, decisions, invitations, retention
from protocols.signing.links import make_link
from protocols.signing.references import next_reference
from protocols.signing.refusals import SigningRefused
from protocols.signing.transitions import TRANSITIONS, Action, By, actions_on

pytestmark = pytest.mark.django_db
STATES = list(SignatureState)
# What needs no signature to begin with.
ON_EXISTING = [action for action in Action if None not in TRANSITIONS[action].before]


@pytest.fixture
def version(seeds):
    return made.make_version()


def a_link(signature: Signature) -> SignatureLink:
    """A usable link, whatever the state: what is tested is the table."""
    signature.email = signature.email or "somebody@same.example"
    make_link(signature, SignatureLink.Purpose.CONFIRM)
    return signature.links.first()


def do(action: Action, signature: Signature, officer) -> None:
    link, given = a_link(signature), {"signature": signature}
    by_officer = {**given, "officer": officer}
    {
        Action.SUBMIT: lambda: actions.submit(**given, answers=made.answers()),
        Action.CONFIRM: lambda: actions.confirm(**given, link=link),
        Action.DELEGATE: lambda: actions.delegate(
            **given, link=link, name="Col", email=f"col@{signature.email.rpartition('@')[2]}"
        ),
        Action.DECLINE: lambda: actions.decline(**given, link=link, reason="No."),
        Action.REPORT_WRONG_NAME: lambda: actions.report_wrong_name(**given, link=link, report="X"),
        Action.SEND_AGAIN: lambda: actions.send_again(**given, by=By.SIGNATORY),
        Action.PLACE: lambda: decisions.place(**by_officer, organisation=made.make_organisation()),
        Action.ACCEPT: lambda: decisions.accept(**by_officer),
        Action.ASK_CORRECTION: lambda: decisions.ask_correction(**by_officer, reason="Y"),
        Action.REJECT: lambda: decisions.reject(**by_officer, reason="Z"),
        Action.WITHDRAW: lambda: decisions.withdraw(**by_officer, reason="W"),
        Action.SUPERSEDE: lambda: decisions.supersede(**by_officer, reason="By another."),
        Action.REMIND: lambda: remind(signature),
        Action.ERASE: lambda: retention.erase_person(signature),
    }[action]()


def remind(signature: Signature) -> None:
    made.days_ago(signature, 15)
    if not invitations.remind(signature):
        raise SigningRefused("not due")


@pytest.mark.parametrize("action", ON_EXISTING)
@pytest.mark.parametrize("state", STATES)
def test_every_action_in_every_state(people, version, state, action):
    if state == SignatureState.SUPERSEDED:
        version = made.make_version()
    signature = made.make_signature(state, version, people.governance)
    before = list(signature.events.values_list("pk", flat=True))
    step = TRANSITIONS[action]
    if state in step.before:
        do(action, signature, people.governance)
        signature.refresh_from_db()
        assert signature.state == (step.to or state)
        events = signature.events.exclude(pk__in=before)
        event = events.get(action=action)
        assert (event.from_state, event.to_state) == (state, signature.state)
        assert (event.officer is not None) == (event.by == By.OFFICER)
    else:
        with pytest.raises(SigningRefused):
            do(action, signature, people.governance)
        signature.refresh_from_db()
        assert signature.state == state
        assert list(signature.events.values_list("pk", flat=True)) == before


def test_the_table_knows_every_action_and_leaves_no_state_without_a_way_in():
    assert set(TRANSITIONS) == set(Action)
    reached = {step.to for step in TRANSITIONS.values() if step.to}
    assert reached == set(STATES)
    assert actions_on(SignatureState.CONFIRMED, By.OFFICER) == [
        Action.PLACE,
        Action.ACCEPT,
        Action.ASK_CORRECTION,
        Action.REJECT,
        Action.WITHDRAW,
    ]


@pytest.mark.parametrize("role", ["editor", "home_office", "board", "superuser"])
def test_only_information_governance_decides(people, version, role):
    signature = made.make_signature("confirmed", version)
    with pytest.raises(SigningRefused, match="information governance"):
        decisions.accept(signature=signature, officer=getattr(people, role))


@pytest.mark.parametrize("action", [a for a, step in TRANSITIONS.items() if step.needs_reason])
def test_a_reason_of_spaces_is_none(people, version, action):
    state = next(iter(sorted(TRANSITIONS[action].before)))
    signature = made.make_signature(state, version, people.governance)
    from protocols.signing.recording import record

    by = next(iter(TRANSITIONS[action].by))
    with pytest.raises(SigningRefused, match="reason"):
        record(signature, action, by, {}, reason="  ")


def test_an_unlisted_organisation_is_placed_before_it_is_accepted(people, version):
    signature = made.make_signature("confirmed", version, organisation=None)
    with pytest.raises(SigningRefused, match="not in the register"):
        decisions.accept(signature=signature, officer=people.governance)
    organisation = made.make_organisation()
    decisions.place(signature=signature, officer=people.governance, organisation=organisation)
    decisions.accept(signature=signature, officer=people.governance)
    signature.refresh_from_db()
    assert signature.state == "accepted"
    assert signature.signed_name == "An unlisted charity"


def test_a_newer_version_supersedes_and_the_same_version_is_refused(people, version):
    organisation = made.make_organisation()
    first = made.make_signature("accepted", version, people.governance, organisation=organisation)
    rival = made.make_signature("confirmed", version, organisation=organisation)
    with pytest.raises(SigningRefused, match=first.reference):
        decisions.accept(signature=rival, officer=people.governance)
    newer = made.make_version(version.agreement, "3.0")
    second = made.make_signature("accepted", newer, people.governance, organisation=organisation)
    first.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "accepted")
    with pytest.raises(SigningRefused, match=second.reference):
        decisions.accept(signature=rival, officer=people.governance)


def test_a_version_that_was_replaced_is_signed_no_more(version):
    made.make_version(version.agreement, "3.0")
    with pytest.raises(SigningRefused, match="newer version"):
        actions.start(version=version, answers=made.answers())


def test_the_database_holds_one_accepted_signature_of_a_version(people, version):
    organisation = made.make_organisation()
    made.make_signature("accepted", version, people.governance, organisation=organisation)
    rival = made.make_signature("confirmed", version, organisation=organisation)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.filter(pk=rival.pk).update(
            state="accepted", accepted_at=rival.confirmed_at
        )


@pytest.mark.parametrize(
    "wrong", [{"state": "signed"}, {"role": "director"}, {"state": "accepted", "accepted_at": None}]
)
def test_the_database_refuses_what_the_table_does_not_know(version, wrong):
    signature = made.make_signature("confirmed", version)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.filter(pk=signature.pk).update(**wrong)


def test_what_was_accepted_stays_as_signed_with_its_history(people, version):
    signature = made.make_signature("accepted", version, people.governance)
    row, event = Signature.objects.filter(pk=signature.pk), signature.events.first()
    for change in (
        lambda: row.update(signed_name="Another"),
        lambda: row.update(organisation=made.make_organisation()),
        lambda: row.update(accepted_at=None, state="confirmed"),
        lambda: row.delete(),
        lambda: SignatureEvent.objects.filter(pk=event.pk).update(action="other"),
        lambda: SignatureEvent.objects.filter(pk=event.pk).update(reason="rewritten"),
        lambda: SignatureEvent.objects.filter(pk=event.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    organisation = signature.organisation
    organisation.name = "A new name"
    organisation.save()
    signature.refresh_from_db()
    assert signature.signed_name != "A new name"


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_accept_one_of_two_rivals(people):
    version = made.make_version()
    organisation = made.make_organisation()
    rivals = [
        made.make_signature("confirmed", version, organisation=organisation) for _ in range(2)
    ]
    outcomes = together(
        *(
            lambda one=one: decisions.accept(signature=one, officer=people.governance)
            for one in rivals
        )
    )
    assert sorted(outcomes) == ["done", "refused"]
    assert Signature.objects.accepted().filter(organisation=organisation).count() == 1
    assert SignatureEvent.objects.filter(action=Action.ACCEPT).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_decide_one_signature_once(people):
    signature = made.make_signature("confirmed", made.make_version())
    given = {"signature": signature, "officer": people.governance}
    outcomes = together(
        lambda: decisions.accept(**given), lambda: decisions.reject(**given, reason="No.")
    )
    assert sorted(outcomes) == ["done", "refused"]


@pytest.mark.django_db(transaction=True)
def test_references_are_given_once(seeds):
    given: list[str] = []
    together(*(lambda: given.append(next_reference()) for _ in range(8)))
    assert len(set(given)) == 8


def together(*jobs) -> list[str]:
    """Run each in a thread of its own, all starting at the same moment.

    SQLite gives a writer the whole database: there they run one after another.
    """
    in_turn = connection.vendor == "sqlite"
    barrier, outcomes = threading.Barrier(1 if in_turn else len(jobs)), []

    def run(job) -> None:
        barrier.wait()
        try:
            job()
            outcomes.append("done")
        except SigningRefused:
            outcomes.append("refused")
        finally:
            if not in_turn:
                connection.close()

    if in_turn:
        for job in jobs:
            run(job)
        return outcomes
    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return outcomes
