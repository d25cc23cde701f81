"""The register of signatories: who signed which version and when, and who has not yet.

A signature is shown under the name that was signed. What became of the organisation since stands
beside it, and never in its place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from protocols.agreements.presentation import successor_names
from protocols.models import AgreementVersion, Organisation, Role, Signature, SignatureState

# A signature that a later version superseded was still given.
GIVEN = (SignatureState.ACCEPTED, SignatureState.SUPERSEDED)


@dataclass(frozen=True)
class GivenSignature:
    signed_name: str
    version: str
    role: str
    agreed_on: date | None
    accepted_on: date | None
    approver: str
    reference: str


@dataclass(frozen=True)
class Entry:
    """One organisation of the register."""

    name: str
    kind: str
    ico_number: str
    is_partner: bool
    is_active: bool
    has_signed: bool
    signatures: list[GivenSignature]
    successors: list[str]

    @property
    def names_as_signed(self) -> list[str]:
        """Names that were signed and are not the organisation's name today."""
        return sorted({one.signed_name for one in self.signatures} - {self.name})


@dataclass(frozen=True)
class Tally:
    signed: int
    total: int

    @property
    def waiting(self) -> int:
        return self.total - self.signed


def organisations_of(version: AgreementVersion, query: str = "") -> QuerySet[Organisation]:
    """Those that are subject to the agreement or have signed any version of it, by name."""
    given = Signature.objects.filter(version__agreement=version.agreement_id, state__in=GIVEN)
    mine = Signature.objects.filter(organisation=OuterRef("pk"), version=version, state__in=GIVEN)
    partnership = Q(partnerships__agreement=version.agreement_id)
    found = Organisation.objects.filter(
        Q(pk__in=Organisation.objects.filter(partnership).values("pk"))
        | Q(pk__in=given.values("organisation"))
    ).annotate(has_signed=Exists(mine))
    for word in query.split():
        named = Organisation.objects.filter(
            Q(name__icontains=word)
            | Q(other_names__icontains=word)
            | Q(successions__successor__name__icontains=word)
            | Q(pk__in=given.filter(signed_name__icontains=word).values("organisation"))
        )
        found = found.filter(pk__in=named.values("pk"))
    return found.order_by("name")


def tally_of(version: AgreementVersion) -> Tally:
    organisations = organisations_of(version)
    return Tally(signed=organisations.filter(has_signed=True).count(), total=organisations.count())


def entries(organisations: QuerySet[Organisation], version: AgreementVersion) -> list[Entry]:
    """Four queries, however many organisations."""
    given = Signature.objects.filter(
        version__agreement=version.agreement_id, state__in=GIVEN
    ).select_related("version")
    partnerships = version.agreement.partners.all()
    rows = organisations.prefetch_related(
        Prefetch("signatures", given.order_by("-version__sequence", "-accepted_at"), "given"),
        Prefetch("partnerships", partnerships, "partner_here"),
        "successions__successor",
    )
    return [_entry(organisation) for organisation in rows]


def signatories_of(version: AgreementVersion) -> list[GivenSignature]:
    """Who has signed this version, by the name that was signed."""
    given = Signature.objects.filter(version=version, state__in=GIVEN).select_related("version")
    return given_signatures(given.order_by("signed_name", "accepted_at"))


def given_signatures(signatures: Iterable[Signature]) -> list[GivenSignature]:
    return [
        GivenSignature(
            signed_name=signature.signed_name,
            version=signature.version.number,
            role=Role(signature.role).label if signature.role else "",
            agreed_on=signature.agreed_on,
            accepted_on=timezone.localdate(signature.accepted_at)
            if signature.accepted_at
            else None,
            approver=signature.approver_name if signature.name_public else "",
            reference=signature.reference,
        )
        for signature in signatures
    ]


def _entry(organisation: Any) -> Entry:
    return Entry(
        name=organisation.name,
        kind=organisation.get_kind_display(),
        ico_number=organisation.ico_number,
        is_partner=bool(organisation.partner_here),
        is_active=organisation.is_active,
        has_signed=organisation.has_signed,
        signatures=given_signatures(organisation.given),
        successors=successor_names(organisation),
    )
