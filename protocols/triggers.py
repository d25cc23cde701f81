"""Which rows of this application the database refuses to change: see ``setdab.immutability``."""

from collections.abc import Iterator

from setdab.immutability import Trigger, frozen

from protocols.signing.triggers import signature_triggers


def kept_records(vendor: str) -> Iterator[Trigger]:
    keys = ("id", "agreement_id, sequence", "agreement_id, number", "slug, number")
    yield from frozen("protocols_agreementversion", vendor, *keys)
    yield from signature_triggers(vendor)
