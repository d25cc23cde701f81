from collections.abc import Iterator

from django.apps import AppConfig
from setdab.immutability import Trigger, frozen, protect


class ProtocolsConfig(AppConfig):
    name = "protocols"
    verbose_name = "Information sharing"

    def ready(self) -> None:
        protect(self, agreement_triggers)


def agreement_triggers(vendor: str) -> Iterator[Trigger]:
    """What was frozen to be signed stays as it was signed."""
    keys = ("id", "agreement_id, sequence", "agreement_id, number", "slug, number")
    yield from frozen("protocols_agreementversion", vendor, *keys)
