"""Walks the fictional reviews through the real workflow, with demo people, up to where each stands."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from setdab.accounts.models import User

from reviews import (
    checks,
    findings,
    preparation,
    protected,
    publication,
    report_drafts,
    report_sources,
)
from reviews.anonymisation.identifiers import Identifier
from reviews.files import store_report_file
from reviews.models import (
    Area,
    Category,
    DeathType,
    Edition,
    FileKind,
    HomeOfficeDecision,
    MotivatedIntruderNote,
    Partnership,
    Publication,
    RelationshipGroup,
    RequiredChange,
    ReviewIndexPage,
    ReviewPage,
    Theme,
    Verdict,
)
from reviews.moderation import task_state_of
from reviews.requirements import CHECKLIST
from reviews.starter.reports import StarterReview, report_pdf, report_word, starter_reviews

if TYPE_CHECKING:
    from home.models import HomePage

# Nobody of this name is in any of the reviews.
PROTECTED = "Persephone Quillfeather"
STATEMENT = "Fictional: recorded when the starter content was loaded."
DONE_TASKS = {
    "awaiting_anonymisation": 0,
    "awaiting_home_office": 1,
    "awaiting_board": 2,
    "published": 3,
    "withdrawn": 3,
}


@dataclass(frozen=True)
class DemoPeople:
    """One account for each role. They can log in only where demo accounts are allowed."""

    editor: User
    information_governance: User
    home_office: User
    board: User


DEMO_ROLES = {
    "editor": ("Erin", "Editor", "Editors"),
    "information_governance": ("Indira", "Governance", "Information governance"),
    "home_office": ("Hollis", "Liaison", "Home Office liaison"),
    "board": ("Bailey", "Moderator", "Board moderators"),
}


@transaction.atomic
def demo_people() -> DemoPeople:
    return DemoPeople(**{role: _person(role) for role in DEMO_ROLES})


def load(home: "HomePage") -> str:
    return f"{load_reviews(home, demo_people())} fictional reviews added"


def load_reviews(home: "HomePage", people: DemoPeople) -> int:
    """Makes the reviews that are not there yet, by working reference; returns how many."""
    index = ReviewIndexPage.objects.first()
    if index is None:
        index = home.add_child(instance=ReviewIndexPage(title="Reviews", slug="reviews"))
    made = 0
    for starter in starter_reviews():
        if not ReviewPage.objects.filter(working_reference=starter.working_reference).exists():
            _load_review(starter, index, people)
            made += 1
    return made


@transaction.atomic
def _load_review(starter: StarterReview, index: ReviewIndexPage, people: DemoPeople) -> None:
    review = _draft(starter, index, people.editor)
    protected.add_person(
        review=review,
        role="victim",
        identifiers=[Identifier("name", PROTECTED, "")],
        user=people.information_governance,
    )
    if starter.decision:
        _decision(starter, review, people.home_office)
    workflow = review.get_workflow()
    if workflow is None:
        raise RuntimeError("The workflow is gone: run migrate.")
    workflow.start(review, people.editor)
    if DONE_TASKS[starter.state]:
        _pass_check(review.editions.get(), people.information_governance)
    for person, data in (
        (people.information_governance, {"checklist": list(CHECKLIST)}),
        (people.home_office, {}),
        (people.board, {}),
    )[: DONE_TASKS[starter.state]]:
        state = task_state_of(review)
        if state is None:
            raise RuntimeError(f"{starter.working_reference} waits for nobody.")
        state.task.specific.on_action(state, person, "approve", statement=STATEMENT, **data)
    if starter.state == "withdrawn":
        current = Publication.objects.get(edition__review=review)
        publication.withdraw(
            publication=current, user=people.board, reason=starter.withdrawal_reason
        )
        ReviewPage.objects.get(pk=review.pk).unpublish(user=people.board)


def _pass_check(edition: Edition, officer: User) -> None:
    check = checks.ask(review=edition.review, content=edition.content.read(), user=officer)
    checks.run.call(check_id=check.pk)
    check.refresh_from_db()
    to_decide = [group.fingerprint for group in findings.groups_of(check) if group.is_open]
    if to_decide:
        findings.decide(
            check=check,
            fingerprints=to_decide,
            verdict=Verdict.STANDS,
            category=Category.OTHER,
            reason=STATEMENT,
            user=officer,
        )
    MotivatedIntruderNote.objects.create(
        edition=edition,
        searched_by="Nobody: the review is fictional",
        where=STATEMENT,
        minutes=0,
        result=STATEMENT,
        recorded_by=officer,
    )


def _draft(starter: StarterReview, index: ReviewIndexPage, editor: User) -> ReviewPage:
    review = ReviewPage(
        owner=editor,
        live=False,
        slug=starter.slug,
        title=starter.title,
        working_reference=starter.working_reference,
        sentence=starter.sentence,
        summary=starter.summary_html,
        content_note=starter.content_note,
        scheme=starter.scheme,
        partnership=Partnership.objects.get_or_create(name=starter.partnership)[0],
        area=Area.objects.get_or_create(name=starter.area)[0],
        year_of_death=starter.year_of_death,
        month_of_death=starter.month_of_death,
        death_type=DeathType.objects.get_or_create(name=starter.death_type)[0],
        relationship_group=RelationshipGroup.objects.get_or_create(name=starter.relationship_group)[
            0
        ],
        chair=starter.chair,
        author=starter.author,
        report_date=starter.report_date,
    )
    review.themes = [Theme.objects.get_or_create(name=name)[0] for name in starter.themes]
    for kind in starter.kinds:
        pdf = ContentFile(report_pdf(starter, kind), name=f"{starter.slug}-{kind}.pdf")
        row = store_report_file(pdf, kind=kind, user=editor)
        # Not left to the queue: nothing works it off while content is loaded.
        preparation.run.call(preparation_id=preparation.prepare(row).pk)
        setattr(review, ReviewPage.FILE_FIELDS[FileKind(kind)], row)
    index.add_child(instance=review)
    review.save_revision(user=editor, log_action=True)
    for kind in starter.on_line:
        _read_on_line(starter, review, FileKind(kind), editor)
    return review


def _read_on_line(starter: StarterReview, review: ReviewPage, kind: FileKind, editor: User) -> None:
    """Brought in from a Word file and accepted, as an editor does it on the screen."""
    upload = ContentFile(report_word(starter, kind), name="report.docx")
    draft = report_sources.bring_in(review=review, kind=kind, upload=upload, user=editor)
    # Not left to the queue: nothing works it off while content is loaded.
    report_sources.read_source.call(draft_id=draft.pk)
    report_drafts.compare_with_pdf.call(draft_id=draft.pk)
    draft.refresh_from_db()
    report_drafts.accept(
        review=review, kind=kind, version=draft.version, reason=STATEMENT, user=editor
    )


def _decision(starter: StarterReview, review: ReviewPage, person: User) -> None:
    letter = starter.decision
    if letter is None:
        return
    decision = HomeOfficeDecision.objects.create(
        review=review,
        body_name=letter.body,
        submitted_on=letter.submitted_on,
        considered_on=letter.considered_on,
        letter_date=letter.letter_date,
        reference=letter.reference,
        outcome=letter.outcome,
        recorded_by=person,
    )
    for change in letter.required_changes:
        RequiredChange.objects.create(
            decision=decision,
            text=change.text,
            done_on=change.done_on,
            done_by=starter.author if change.done_on else "",
        )


def _person(role: str) -> User:
    first_name, last_name, group = DEMO_ROLES[role]
    email = f"{role.replace('_', '-')}@demo.example"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, None, first_name=first_name, last_name=last_name)
        user.groups.add(Group.objects.get(name=group))
    return user
