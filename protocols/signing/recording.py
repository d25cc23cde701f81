"""The one place that changes the state of a signature, and writes the event with it.

``record`` asks the table of transitions; ``lock`` comes first, so that two who act at once act one
after the other. Used by ``actions`` (what a signatory does), ``decisions`` (what an officer does),
``invitations`` and ``retention``.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from protocols.models.signatures import Signature, SignatureEvent
from protocols.signing.refusals import SigningRefused
from protocols.signing.transitions import TRANSITIONS, Action, By

if TYPE_CHECKING:
    from setdab.accounts.models import User


def lock(signature: Signature) -> Signature:
    """As it is now, held until the transaction ends. SQLite's transactions hold everything."""
    found = Signature.objects.select_for_update(of=("self",)).filter(pk=signature.pk)
    locked: Signature | None = found.select_related("version").first()
    if locked is None:
        raise SigningRefused("This sign-up is no longer kept.")
    return locked


def record(
    signature: Signature,
    action: Action,
    by: SignatureEvent.By,
    changes: Mapping[str, Any],
    *,
    officer: "User | None" = None,
    reason: str = "",
) -> SignatureEvent:
    """One step of the table, with its event."""
    step = TRANSITIONS[action]
    before = signature.state or None
    if before not in step.before or by not in step.by:
        state = signature.get_state_display().lower() if before else "new"
        raise SigningRefused(f"This can’t be done with a sign-up that is: {state}.")
    if step.needs_reason and not reason.strip():
        raise SigningRefused("Give the reason.")
    for name, value in changes.items():
        setattr(signature, name, value)
    if step.to is not None:
        signature.state, signature.state_since = step.to, timezone.now()
    signature.save()
    return SignatureEvent.objects.create(
        signature=signature,
        action=action,
        by=by,
        officer=officer,
        person=signature.approver_name if by == By.SIGNATORY else "",
        from_state=before or "",
        to_state=signature.state,
        reason=reason.strip(),
    )
