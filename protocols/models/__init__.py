from protocols.models.agreements import (
    AgreementCategory,
    AgreementPage,
    AgreementStatus,
)
from protocols.models.organisations import (
    Organisation,
    OrganisationKind,
    OrganisationSuccession,
)
from protocols.models.reviewing import ReturnToFramework, ReviewReminder
from protocols.models.sections import InformationSharingPage
from protocols.models.signatures import (
    ReferenceSequence,
    Role,
    Signature,
    SignatureEvent,
    SignatureLink,
    SignatureState,
)
from protocols.models.versions import AgreementPartner, AgreementVersion

__all__ = [
    "AgreementCategory",
    "AgreementPage",
    "AgreementPartner",
    "AgreementStatus",
    "AgreementVersion",
    "InformationSharingPage",
    "Organisation",
    "OrganisationKind",
    "OrganisationSuccession",
    "ReferenceSequence",
    "ReturnToFramework",
    "ReviewReminder",
    "Role",
    "Signature",
    "SignatureEvent",
    "SignatureLink",
    "SignatureState",
]
