from reviews.models.alerts import AlertRound, AlertSettings, AlertSubscription
from reviews.models.anonymisation import (
    AnonymisationCheck,
    Category,
    CheckFinding,
    CheckOutcome,
    CheckState,
    FindingDecision,
    MotivatedIntruderNote,
    NamingDecision,
    ProtectedPerson,
    Verdict,
)
from reviews.models.concerns import Concern, ConcernKind, ContactBy, Format, FormatRequest
from reviews.models.decisions import HomeOfficeDecision, RequiredChange
from reviews.models.files import FileKind, FilePreparation, PreparationState, ReportFile
from reviews.models.ledger import (
    AnonymisationClearance,
    BoardSignOff,
    Edition,
    EditionContent,
    HomeOfficeApproval,
    Publication,
    Withdrawal,
)
from reviews.models.library import LibraryEntry, LibraryPassage, LibraryWord
from reviews.models.page import ReviewIndexPage, ReviewPage
from reviews.models.report_drafts import ReportDraft, ReportDraftState
from reviews.models.tasks import AnonymisationCheckTask, BoardSignOffTask, HomeOfficeApprovalTask
from reviews.models.taxonomy import Area, DeathType, Partnership, RelationshipGroup, Theme

__all__ = [
    "AlertRound",
    "AlertSettings",
    "AlertSubscription",
    "AnonymisationCheck",
    "AnonymisationCheckTask",
    "AnonymisationClearance",
    "Area",
    "BoardSignOff",
    "BoardSignOffTask",
    "Category",
    "CheckFinding",
    "CheckOutcome",
    "CheckState",
    "Concern",
    "ConcernKind",
    "ContactBy",
    "DeathType",
    "Edition",
    "EditionContent",
    "FileKind",
    "FilePreparation",
    "FindingDecision",
    "Format",
    "FormatRequest",
    "HomeOfficeApproval",
    "HomeOfficeApprovalTask",
    "HomeOfficeDecision",
    "LibraryEntry",
    "LibraryPassage",
    "LibraryWord",
    "MotivatedIntruderNote",
    "NamingDecision",
    "Partnership",
    "PreparationState",
    "ProtectedPerson",
    "Publication",
    "RelationshipGroup",
    "ReportDraft",
    "ReportDraftState",
    "ReportFile",
    "RequiredChange",
    "ReviewIndexPage",
    "ReviewPage",
    "Theme",
    "Verdict",
    "Withdrawal",
]
