"""A review that must not be read, in each state of its ledger, with words that occur nowhere else."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from itertools import combinations

import factories
from django.utils import timezone

from home.models import InformationPage
from reviews import publication
from reviews.models import (
    AnonymisationClearance,
    BoardSignOff,
    Edition,
    HomeOfficeApproval,
    Publication,
    ReportFile,
    ReviewPage,
)

LINKS = ("clearance", "approval", "sign_off")
SUBSETS = [subset for size in range(3) for subset in combinations(LINKS, size)]
WITHDRAWN = "withdrawn"
NEW_DRAFT = "published, and a new edition submitted"
TO_COME = "published for a day to come"
STATES = [*(" and ".join(subset) or "nothing" for subset in SUBSETS), WITHDRAWN, NEW_DRAFT, TO_COME]

WORDS = {
    "title": "Review into the death of ‘Zephyrine’",
    "slug": "zephyrine-quillon",
    "sentence": "She mended xylophones for the whole street.",
    "summary": "<p>The pharmacy saw obsidianly clear signs.</p>",
    "chair": "Dr Brambleholt",
    "author": "Ms Tarradiddle",
    "content_note": "This review describes a kerfuffling death.",
    "working_reference": "REF-UMBRA-9",
}
DISTINCTIVE = (
    "Zephyrine",
    "zephyrine",
    "quillon",
    "xylophone",
    "obsidianly",
    "Brambleholt",
    "Tarradiddle",
    "kerfuffling",
    "REF-UMBRA-9",
    "Peregrina",
)
FILE_NAME = "Peregrina Realname {kind}.pdf"


@dataclass
class Target:
    people: factories.People
    review: ReviewPage
    edition: Edition
    files: list[ReportFile]
    uploads: list[ReportFile]
    other: Publication
    secrets: list[str]
    form: dict[str, object] = field(default_factory=dict)

    @cached_property
    def bytes(self) -> dict[str, bytes]:
        found = {}
        for row in (*self.files, *self.uploads):
            with row.file.storage.open(row.file.name) as stored:
                found[row.kind if row.is_copy else f"upload of the {row.kind}"] = stored.read()
        return found

    def fresh(self) -> ReviewPage:
        """The page with its newest text, as an editor opens it."""
        review = ReviewPage.objects.get(pk=self.review.pk)
        return review.get_latest_revision_as_object()

    def leave_moderation(self) -> None:
        """A submitted review is locked; most roads begin after its workflow was cancelled."""
        if state := self.fresh().current_workflow_state:
            state.cancel(user=self.people.superuser)


def make_target(state: str) -> Target:
    people = factories.make_people()
    other = factories.make_publication(people)
    if state in (WITHDRAWN, NEW_DRAFT, TO_COME):
        return _published(state, people, other)
    review = _submitted(factories.make_review(people, **WORDS, **_files(people)), people)
    edition = review.editions.get()
    for link in LINKS:
        if link in state.split(" and "):
            record(edition, link, people)
    return _target(people, review, other)


def _published(state: str, people: factories.People, other: Publication) -> Target:
    if state == NEW_DRAFT:
        review = factories.make_publication(people).edition.review
        for name, value in {**WORDS, **_files(people)}.items():
            setattr(review, name, value)
        review.save()
        review.save_revision(user=people.editor, log_action=True)
        return _target(people, _submitted(review, people), other)
    review = factories.make_review(people, **WORDS, **_files(people))
    edition = publication.submit(review=review, user=people.editor)
    day = timezone.now() + timedelta(days=9) if state == TO_COME else None
    made = factories.publish_edition(edition, people, public_from=day)
    if state == WITHDRAWN:
        publication.withdraw(publication=made, user=people.board, reason="The family asked.")
    return _target(people, _submitted(review, people), other, edition)


def _submitted(review: ReviewPage, people: factories.People) -> ReviewPage:
    review = ReviewPage.objects.get(pk=review.pk)
    review.get_workflow().start(review, people.editor)
    return review


def _files(people: factories.People) -> dict[str, ReportFile]:
    return {
        name: factories.make_file(
            kind, people.editor, words=f"Peregrina {kind}", name=FILE_NAME.format(kind=kind)
        )
        for kind, name in ReviewPage.FILE_FIELDS.items()
    }


def _target(
    people: factories.People,
    review: ReviewPage,
    other: Publication,
    edition: Edition | None = None,
) -> Target:
    edition = edition or review.editions.order_by("-number").first()
    files = list(ReportFile.objects.filter(sha256__in=edition.file_digests.values()))
    uploads = list(ReportFile.objects.filter(preparation__copy__in=files))
    digests = [edition.digest, *edition.file_digests.values()]
    return Target(people, review, edition, files, uploads, other, [*DISTINCTIVE, *digests])


def record(edition: Edition, link: str, people: factories.People) -> None:
    """One link of the chain, in any order: the ledger's functions would refuse some."""
    if link == "clearance":
        AnonymisationClearance.objects.create(
            edition=edition, cleared_by=people.governance, statement="Read."
        )
    elif link == "approval":
        decision = edition.review.decisions.first() or factories.make_decision(
            edition.review, people
        )
        HomeOfficeApproval.objects.create(
            edition=edition,
            decision=decision,
            confirmed_by=people.home_office,
            statement="Compared.",
            body_name=decision.body_name,
            letter_date=decision.letter_date,
        )
    else:
        BoardSignOff.objects.create(edition=edition, signed_by=people.board, statement="Minute.")


def information_page(parent: object, **fields: object) -> InformationPage:
    return parent.add_child(instance=InformationPage(lead="About", **fields))
