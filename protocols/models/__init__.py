from protocols.models.agreements import (
    AgreementCategory,
    AgreementPage,
    AgreementStatus,
)
from protocols.models.documents import LibraryDocument
from protocols.models.organisations import (
    Organisation,
    OrganisationKind,
    OrganisationSuccession,
)
from protocols.models.protocols import ProtocolAttachment, ProtocolIndexPage, ProtocolPage
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
from protocols.models.templates import (
    FileFormat,
    ProtectiveMarking,
    ReviewStage,
    TemplateBundle,
    TemplateForm,
    TemplateVersion,
)
from protocols.models.versions import AgreementPartner, AgreementVersion

__all__ = [
    "AgreementCategory",
    "AgreementPage",
    "AgreementPartner",
    "AgreementStatus",
    "AgreementVersion",
    "FileFormat",
    "InformationSharingPage",
    "LibraryDocument",
    "Organisation",
    "OrganisationKind",
    "OrganisationSuccession",
    "ProtectiveMarking",
    "ProtocolAttachment",
    "ProtocolIndexPage",
    "ProtocolPage",
    "ReferenceSequence",
    "ReturnToFramework",
    "ReviewReminder",
    "ReviewStage",
    "Role",
    "Signature",
    "SignatureEvent",
    "SignatureLink",
    "SignatureState",
    "TemplateBundle",
    "TemplateForm",
    "TemplateVersion",
]
