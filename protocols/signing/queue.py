"""Which signatures an officer sees: the queue, its filters and its search."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from protocols.models import AgreementVersion
from protocols.models.signatures import Signature, SignatureState
from protocols.signing.flags import Flag, duplicates_among, flags_of

S = SignatureState
# What the list shows first is what waits for an officer. Sign-ups that nobody confirmed are apart.
SHOWN: dict[str, tuple[str, tuple[str, ...]]] = {
    "waiting": ("Waiting for a decision", (S.CONFIRMED,)),
    "correction": ("Correction asked for", (S.CORRECTION_ASKED,)),
    "invited": ("Invited, not answered yet", (S.INVITED, S.DELEGATED)),
    "unconfirmed": ("Not confirmed by e-mail", (S.SUBMITTED,)),
    "accepted": ("Accepted", (S.ACCEPTED,)),
    "closed": ("Declined, rejected, superseded or withdrawn", ()),
    "all": ("All", tuple(S.values)),
}
CLOSED = (S.DECLINED, S.REJECTED, S.SUPERSEDED, S.WITHDRAWN)
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Row:
    signature: Signature
    flags: list[Flag]

    @property
    def can_be_accepted(self) -> bool:
        return self.signature.state == S.CONFIRMED


class QueueFilter:
    """What was asked for in the address, with anything unknown left out."""

    def __init__(self, query: QueryDict) -> None:
        show = query.get("show", "")
        self.show = show if show in SHOWN else "waiting"
        self.words = query.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
        version = query.get("version", "")
        self.version = int(version) if version.isascii() and version.isdigit() else None

    def signatures(self) -> Any:
        states = CLOSED if self.show == "closed" else SHOWN[self.show][1]
        found = Signature.objects.filter(state__in=states).select_related("version", "organisation")
        if self.version is not None:
            found = found.filter(version=self.version)
        if self.words:
            found = found.matching(self.words)
        return found.order_by("state_since", "pk") if self.show == "waiting" else found

    @property
    def query_string(self) -> str:
        query = QueryDict(mutable=True)
        query["show"] = self.show
        if self.words:
            query["q"] = self.words
        if self.version is not None:
            query["version"] = str(self.version)
        return query.urlencode()


def rows_of(signatures: list[Signature]) -> list[Row]:
    duplicates = duplicates_among(signatures)
    return [Row(one, flags_of(one, is_duplicate=one.pk in duplicates)) for one in signatures]


def versions_with_signatures() -> Any:
    return (
        AgreementVersion.objects.filter(signatures__isnull=False)
        .distinct()
        .defer("body")
        .order_by("title", "-sequence")
    )
