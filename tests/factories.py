"""People, pages and reviews for the tests, made as the site itself makes them."""

import importlib
import io
from dataclasses import dataclass
from datetime import date
from itertools import count

import factory
import pikepdf
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from setdab.accounts.models import User
from wagtail.models import Collection, Locale, Page, Site, Workflow

from home.models import HomePage
from reviews import checks, findings, protected, publication
from reviews.anonymisation.identifiers import Identifier
from reviews.files import store_report_file
from reviews.models import (
    Area,
    DeathType,
    Edition,
    FileKind,
    HomeOfficeDecision,
    MotivatedIntruderNote,
    Partnership,
    Publication,
    RelationshipGroup,
    ReportFile,
    ReviewIndexPage,
    ReviewPage,
)
from reviews.models.decisions import Outcome
from reviews.preparation import prepare
from reviews.requirements import CHECKLIST

PASSWORD = "a-password-for-tests"
_numbers = count(1)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person-{n}@example.test")
    first_name = "Pat"
    last_name = factory.Sequence(lambda n: f"Number {n}")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.create_user(*args, password=PASSWORD, **kwargs)


@dataclass
class People:
    editor: User
    governance: User
    home_office: User
    board: User
    superuser: User


def make_people() -> People:
    def member(group: str, name: str) -> User:
        user = UserFactory(first_name=name)
        user.groups.add(Group.objects.get(name=group))
        return user

    return People(
        editor=member("Editors", "Editor"),
        governance=member("Information governance", "Governance"),
        home_office=member("Home Office liaison", "Liaison"),
        board=member("Board moderators", "Board"),
        superuser=User.objects.create_superuser(f"root-{next(_numbers)}@example.test", PASSWORD),
    )


def make_site() -> HomePage:
    """A home page with the place for reviews below it."""
    home = HomePage.objects.first()
    if home is None:
        Page.objects.filter(depth=2).delete()
        root = Page.objects.get(depth=1)
        home = root.add_child(instance=HomePage(title="Home", slug="home", hero_heading="Home"))
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "testserver", "root_page": home}
        )
    if not ReviewIndexPage.objects.exists():
        home.add_child(instance=ReviewIndexPage(title="Reviews", slug="reviews"))
    return home


def pdf_bytes(words: str = "", pages: int = 2) -> bytes:
    """A small PDF whose bytes differ with its words."""
    pdf = pikepdf.new()
    for number in range(pages):
        page = pdf.add_blank_page()
        text = f"BT /F1 12 Tf 50 700 Td ({words} page {number + 1}) Tj ET"
        page.Contents = pdf.make_stream(text.encode())
        page.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(
                F1=pikepdf.Dictionary(
                    Type=pikepdf.Name.Font,
                    Subtype=pikepdf.Name.Type1,
                    BaseFont=pikepdf.Name.Helvetica,
                )
            )
        )
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def make_file(
    kind: FileKind, user: User, words: str | None = None, name: str | None = None
) -> ReportFile:
    words = words if words is not None else f"{kind} {next(_numbers)}"
    row = store_report_file(
        ContentFile(pdf_bytes(words), name=name or f"{kind}.pdf"), kind=kind, user=user
    )
    prepare(row)
    return row


def make_review(people: People, **fields: object) -> ReviewPage:
    """A complete draft, saved by the editor as Wagtail's edit view saves it."""
    make_site()
    number = next(_numbers)
    values = {
        "title": f"Review into the death of ‘Marigold{number}’",
        "slug": f"marigold{number}",
        "working_reference": f"REF-{number}",
        "sentence": f"A much-loved neighbour who sang in sentence{number}.",
        "summary": f"<p>What was learned about listening in summary{number}.</p>",
        "partnership": Partnership.objects.first(),
        "area": Area.objects.first(),
        "death_type": DeathType.objects.first(),
        "relationship_group": RelationshipGroup.objects.first(),
        "year_of_death": 2021,
        "chair": "C. Chair",
        "author": "A. Author",
        "owner": people.editor,
        "live": False,
        **fields,
    }
    for kind in (FileKind.EXECUTIVE_SUMMARY, FileKind.OVERVIEW_REPORT):
        name = ReviewPage.FILE_FIELDS[kind]
        if name not in values and not values.get(f"{name}_withheld"):
            values[name] = make_file(kind, people.editor)
    review = ReviewIndexPage.objects.get().add_child(instance=ReviewPage(**values))
    review.save_revision(user=people.editor, log_action=True)
    protect(review, people.governance)
    return review


def make_decision(review: ReviewPage, people: People, **fields: object) -> HomeOfficeDecision:
    values = {
        "submitted_on": date(2022, 3, 1),
        "considered_on": date(2022, 6, 15),
        "letter_date": date(2022, 7, 4),
        "outcome": Outcome.ADEQUATE,
        "recorded_by": people.home_office,
        **fields,
    }
    return HomeOfficeDecision.objects.create(review=review, **values)


def protect(review: ReviewPage, officer: User) -> None:
    """Somebody who must not be named, and who is in none of what the factories write."""
    if not protected.people_of(review.pk):
        protected.add_person(
            review=review,
            role="victim",
            identifiers=[Identifier("name", "Persephone Quillfeather", "")],
            user=officer,
        )


def pass_check(edition: Edition, officer: User) -> None:
    """What people do before they clear: the register, the findings, the search."""
    protect(edition.review, officer)
    if edition.intruder_notes.exists():
        return
    standing = checks.standing(edition.review_id, edition.digest)
    check = standing.check
    if check is None or standing.is_old:
        check = checks.ask(review=edition.review, content=edition.content.read())
    if open_groups := [group for group in findings.groups_of(check) if group.is_open]:
        findings.decide(
            check=check,
            fingerprints=[group.fingerprint for group in open_groups],
            verdict="stands",
            category="not-meant",
            reason="Made for a test.",
            user=officer,
        )
    MotivatedIntruderNote.objects.create(
        edition=edition,
        searched_by="An officer",
        where="Search engines and the local paper",
        minutes=30,
        result="Nobody was found.",
        recorded_by=officer,
    )


def clear(edition: Edition, people: People) -> None:
    pass_check(edition, people.governance)
    publication.clear(
        edition=edition, user=people.governance, statement="Read.", checklist=list(CHECKLIST)
    )


def approve(edition: Edition, people: People) -> None:
    decision = edition.review.decisions.first() or make_decision(edition.review, people)
    publication.approve(
        edition=edition, user=people.home_office, decision=decision, statement="Compared."
    )


def sign_off(edition: Edition, people: People, **fields: object) -> None:
    publication.sign_off(edition=edition, user=people.board, statement="Minute 7.", **fields)


def make_edition(people: People, **fields: object) -> Edition:
    return publication.submit(review=make_review(people, **fields), user=people.editor)


def publish_edition(edition: Edition, people: People, **fields: object) -> Publication:
    clear(edition, people)
    approve(edition, people)
    sign_off(edition, people, **fields)
    return publication.publish(edition=edition, user=people.board)


def make_publication(people: People, **fields: object) -> Publication:
    return publish_edition(make_edition(people, **fields), people)


def restore_seeds() -> None:
    """What migrations put into the database and a flush took out of it."""
    if Workflow.objects.exists():
        return
    Locale.objects.get_or_create(language_code="en-gb")
    if not Page.objects.exists():
        Page.add_root(title="Root", slug="root")
    admin = importlib.import_module("wagtail.admin.migrations.0001_create_admin_access_permissions")
    admin.create_admin_access_permissions(apps, None)
    groups = importlib.import_module("reviews.migrations.0002_groups_and_workflow")
    groups.install(apps, None)
    vocabulary = importlib.import_module("reviews.migrations.0003_vocabulary")
    vocabulary.seed(apps, None)
    concerns = importlib.import_module("reviews.migrations.0010_concerns_permissions")
    concerns.install(apps, None)
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    forms = importlib.import_module("protocols.migrations.0004_templates_permissions")
    forms.install(apps, None)
    agreements = importlib.import_module("protocols.migrations.0006_agreement_permissions")
    agreements.install(apps, None)
    signing = importlib.import_module("protocols.migrations.0005_signing_permissions")
    signing.install(apps, None)
