"""What the database keeps of signatures: what was accepted stays as it was signed, with its history.

Personal data may be erased from them when its time is over (``protocols.signing.retention``), so an
event's name and reason may be emptied, and nothing else of it changed.
"""

from collections.abc import Iterator

from setdab.immutability import Trigger

SIGNATURE = "protocols_signature"
EVENT = "protocols_signatureevent"
AS_SIGNED = (
    "reference",
    "version_id",
    "organisation_id",
    "signed_name",
    "role",
    "agreed_on",
    "accepted_at",
)
OF_AN_EVENT = ("id", "signature_id", "at", "action", "by", "officer_id", "from_state", "to_state")


def signature_triggers(vendor: str) -> Iterator[Trigger]:
    was_accepted = f'(SELECT s.accepted_at FROM {SIGNATURE} s WHERE s.id = OLD."signature_id")'  # noqa: S608
    yield Trigger(
        SIGNATURE, "UPDATE", f"OLD.accepted_at IS NOT NULL AND ({_changed(AS_SIGNED, vendor)})"
    )
    yield Trigger(SIGNATURE, "DELETE", "OLD.accepted_at IS NOT NULL")
    not_emptied = " OR ".join(
        f"NEW.{column} NOT IN ('', OLD.{column})" for column in ("person", "reason")
    )
    yield Trigger(EVENT, "UPDATE", f"{_changed(OF_AN_EVENT, vendor)} OR {not_emptied}")
    yield Trigger(EVENT, "DELETE", f"{was_accepted} IS NOT NULL")


def _changed(columns: tuple[str, ...], vendor: str) -> str:
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    return " OR ".join(f'NEW."{column}" {differs} OLD."{column}"' for column in columns)
