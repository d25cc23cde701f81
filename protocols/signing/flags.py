"""What an officer should look at before accepting. A flag refuses nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from protocols.models.signatures import Signature, SignatureState
from protocols.signing.addresses import domain_of, is_free_mail
from protocols.signing.transitions import ENDED


@dataclass(frozen=True)
class Flag:
    name: str
    label: str
    why: str


NOT_LISTED = Flag("not-listed", "Not in the register", "The organisation was typed, not chosen.")
DOMAIN = Flag(
    "domain",
    "E-mail domain",
    "The e-mail address is not of a domain that the register has for this organisation.",
)
DOMAIN_UNKNOWN = Flag(
    "domain-unknown",
    "Domain not known",
    "The register has no e-mail domain for this organisation, so the address could not be compared.",
)
FREE_MAIL = Flag("free-mail", "Free e-mail", "Anybody can have an address of this provider.")
DUPLICATE = Flag(
    "duplicate", "Duplicate", "There is another signature of this organisation to this version."
)
ICO_FORMAT = Flag(
    "ico-format", "ICO number", "Registration numbers look like Z1234567 or ZA123456."
)
ICO_MISSING = Flag("ico-missing", "No ICO number", "No registration number was given.")
ICO_DIFFERS = Flag(
    "ico-differs", "ICO number differs", "The register has another number for this organisation."
)
ISP = Flag(
    "isp",
    "ISP not signed",
    "Every signatory must have signed the parent agreement first; this one says it has not.",
)
WRONG_NAME = Flag("wrong-name", "Wrong name reported", "Whoever got the link says a name is wrong.")

ALL = (
    WRONG_NAME,
    NOT_LISTED,
    DUPLICATE,
    ISP,
    FREE_MAIL,
    DOMAIN,
    DOMAIN_UNKNOWN,
    ICO_FORMAT,
    ICO_DIFFERS,
    ICO_MISSING,
)


def flags_of(signature: Signature, *, is_duplicate: bool | None = None) -> list[Flag]:
    if is_duplicate is None:
        is_duplicate = signature.pk in duplicates_among([signature])
    raised = set(_raised(signature, is_duplicate))
    return [flag for flag in ALL if flag in raised]


def _raised(signature: Signature, is_duplicate: bool) -> Iterator[Flag]:
    organisation = signature.organisation
    if signature.wrong_name_report:
        yield WRONG_NAME
    if organisation is None:
        yield NOT_LISTED
    if is_duplicate:
        yield DUPLICATE
    if signature.submitted_at is None or signature.erased_at is not None:
        return
    if not signature.parent_signed:
        yield ISP
    if is_free_mail(signature.email):
        yield FREE_MAIL
    elif organisation is not None and not organisation.owns_address(signature.email):
        yield DOMAIN if organisation.domain_list else DOMAIN_UNKNOWN
    if not signature.ico_number:
        yield ICO_MISSING
    elif signature.ico_number_is_odd:
        yield ICO_FORMAT
    known = organisation.ico_number if organisation else ""
    if known and signature.ico_number and known != signature.ico_number:
        yield ICO_DIFFERS


def duplicates_among(signatures: Iterable[Signature]) -> set[int]:
    """Which of these have a rival: same organisation (or name) and version, not ended. Two queries."""
    shown = list(signatures)
    alive = (
        Signature.objects.exclude(state__in=ENDED)
        .exclude(state__in=(SignatureState.INVITED, SignatureState.SUBMITTED))
        .filter(version__in={one.version_id for one in shown})
    )
    ids = {one.organisation_id for one in shown if one.organisation_id}
    names = {one.signed_name for one in shown if not one.organisation_id}
    rivals = list(
        alive.filter(organisation__in=ids).values_list("pk", "version_id", "organisation_id")
    ) + list(
        alive.filter(organisation=None, signed_name__in=names).values_list(
            "pk", "version_id", "signed_name"
        )
    )
    found = set()
    for one in shown:
        who = one.organisation_id or one.signed_name
        if any(pk != one.pk and (v, w) == (one.version_id, who) for pk, v, w in rivals):
            found.add(one.pk)
    return found


def is_at_same_organisation(signature: Signature, email: str) -> bool:
    """Whether a colleague's address is one the organisation has, or of the same domain as before."""
    if is_free_mail(email):
        return False
    organisation = signature.organisation
    if organisation is not None and organisation.owns_address(email):
        return True
    return domain_of(email) == domain_of(signature.email)
