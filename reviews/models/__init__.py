from reviews.models.decisions import HomeOfficeDecision, RequiredChange
from reviews.models.files import FileKind, ReportFile
from reviews.models.ledger import (
    AnonymisationClearance,
    BoardSignOff,
    Edition,
    EditionContent,
    HomeOfficeApproval,
    Publication,
    Withdrawal,
)
from reviews.models.library import LibraryEntry
from reviews.models.page import ReviewIndexPage, ReviewPage
from reviews.models.tasks import AnonymisationCheckTask, BoardSignOffTask, HomeOfficeApprovalTask
from reviews.models.taxonomy import Area, DeathType, Partnership, RelationshipGroup, Theme

__all__ = [
    "AnonymisationCheckTask",
    "AnonymisationClearance",
    "Area",
    "BoardSignOff",
    "BoardSignOffTask",
    "DeathType",
    "Edition",
    "EditionContent",
    "FileKind",
    "HomeOfficeApproval",
    "HomeOfficeApprovalTask",
    "HomeOfficeDecision",
    "LibraryEntry",
    "Partnership",
    "Publication",
    "RelationshipGroup",
    "ReportFile",
    "RequiredChange",
    "ReviewIndexPage",
    "ReviewPage",
    "Theme",
    "Withdrawal",
]
