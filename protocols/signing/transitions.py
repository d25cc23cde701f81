"""Which step may follow which: the whole life of a signature as one table."""

from dataclasses import dataclass
from enum import StrEnum

from protocols.models.signatures import SignatureEvent, SignatureState

By = SignatureEvent.By
S = SignatureState


class Action(StrEnum):
    INVITE = "invite"
    REMIND = "remind"
    START = "start"
    SUBMIT = "submit"
    CONFIRM = "confirm"
    DELEGATE = "delegate"
    DECLINE = "decline"
    REPORT_WRONG_NAME = "report wrong name"
    SEND_AGAIN = "send link again"
    PLACE = "place in register"
    ACCEPT = "accept"
    ASK_CORRECTION = "ask for correction"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    SUPERSEDE = "supersede"
    ERASE = "erase personal data"


@dataclass(frozen=True)
class Transition:
    """``to`` of ``None`` leaves the state as it is; ``None`` among ``before`` means a new one."""

    before: frozenset[SignatureState | None]
    to: SignatureState | None
    by: frozenset[SignatureEvent.By]
    needs_reason: bool = False


NEW = frozenset({None})
WITH_SIGNATORY = frozenset({S.INVITED, S.DELEGATED, S.SUBMITTED, S.CORRECTION_ASKED})
IN_HAND = WITH_SIGNATORY | {S.CONFIRMED}
ENDED = frozenset({S.DECLINED, S.REJECTED, S.SUPERSEDED, S.WITHDRAWN})

SIGNATORY = frozenset({By.SIGNATORY})
OFFICER = frozenset({By.OFFICER})
SITE = frozenset({By.SITE})

TRANSITIONS: dict[Action, Transition] = {
    Action.INVITE: Transition(NEW, S.INVITED, OFFICER),
    Action.REMIND: Transition(frozenset({S.INVITED, S.DELEGATED}), None, SITE),
    Action.START: Transition(NEW, S.SUBMITTED, SIGNATORY),
    Action.SUBMIT: Transition(WITH_SIGNATORY, S.SUBMITTED, SIGNATORY),
    Action.CONFIRM: Transition(frozenset({S.SUBMITTED}), S.CONFIRMED, SIGNATORY),
    Action.DELEGATE: Transition(WITH_SIGNATORY, S.DELEGATED, SIGNATORY),
    Action.DECLINE: Transition(WITH_SIGNATORY, S.DECLINED, SIGNATORY, needs_reason=True),
    Action.REPORT_WRONG_NAME: Transition(WITH_SIGNATORY, None, SIGNATORY, needs_reason=True),
    Action.SEND_AGAIN: Transition(WITH_SIGNATORY, None, SIGNATORY | OFFICER),
    Action.PLACE: Transition(IN_HAND, None, OFFICER),
    Action.ACCEPT: Transition(frozenset({S.CONFIRMED}), S.ACCEPTED, OFFICER),
    Action.ASK_CORRECTION: Transition(
        frozenset({S.CONFIRMED}), S.CORRECTION_ASKED, OFFICER, needs_reason=True
    ),
    Action.REJECT: Transition(
        frozenset({S.CONFIRMED, S.CORRECTION_ASKED}), S.REJECTED, OFFICER, needs_reason=True
    ),
    Action.WITHDRAW: Transition(IN_HAND | {S.ACCEPTED}, S.WITHDRAWN, OFFICER, needs_reason=True),
    Action.SUPERSEDE: Transition(
        frozenset({S.ACCEPTED, S.INVITED, S.DELEGATED}), S.SUPERSEDED, OFFICER | SITE
    ),
    Action.ERASE: Transition(ENDED, None, SITE),
}


def is_allowed(action: Action, state: SignatureState | str | None) -> bool:
    return state in TRANSITIONS[action].before


def actions_on(state: str, by: SignatureEvent.By) -> list[Action]:
    """What this kind of person can do with a signature in this state."""
    return [
        action for action, step in TRANSITIONS.items() if state in step.before and by in step.by
    ]
