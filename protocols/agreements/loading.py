"""Puts an agreement that was read from a file on its page, freezes it, and fills the register."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.dateparse import parse_date
from django.utils.html import escape
from wagtail.models import Site
from wagtail.rich_text import RichText

from home.models import BoardSettings, HomePage
from protocols.agreements.format import ReadAgreement, ReadPartner, ReadPassage, ReadSection
from protocols.agreements.freezing import is_taken, taken_message
from protocols.agreements.refusal import FormatRefused
from protocols.models import (
    AgreementCategory,
    AgreementPage,
    AgreementPartner,
    AgreementVersion,
    InformationSharingPage,
    Organisation,
    OrganisationKind,
)
from protocols.models.organisations import normal_ico_number


@dataclass
class LoadReport:
    version: AgreementVersion
    is_new_page: bool
    is_new_version: bool
    new_organisations: list[str] = field(default_factory=list)
    changed_organisations: list[str] = field(default_factory=list)
    no_longer_partners: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@transaction.atomic
def load(agreement: ReadAgreement) -> LoadReport:
    """All of it or nothing. Loading the same file again changes nothing.

    Raises ``FormatRefused`` where the version is frozen with other words.
    """
    front = agreement.front
    section = InformationSharingPage.objects.first() or make_section()
    page = AgreementPage.objects.filter(slug=front.slug).first()
    is_new = page is None
    page = page or AgreementPage(slug=front.slug)
    earlier = page.current_version.content.return_to if page.pk and page.current_version else ""
    new, changed = _organisations(agreement)
    lead = Organisation.objects.named(front.lead_partner)
    if lead is None:
        lead = Organisation.objects.create(name=front.lead_partner)
        new.append(lead.name)
    _fill(page, agreement, lead)
    known = None if is_new else page.versions.filter(number=front.version).first()
    if is_new:
        section.add_child(instance=page)
    elif is_taken(page):
        raise FormatRefused(1, f"version: {taken_message(page)}")
    if is_new or known is None or not page.live:
        page.save_revision().publish()
    version = AgreementVersion.objects.get(agreement=page, number=front.version)
    report = LoadReport(version, is_new, known is None, new, changed)
    report.no_longer_partners = _partners(page, agreement)
    report.remarks = [*_odd_numbers(agreement.partners), *_return_address(front.return_to, earlier)]
    return report


def make_section() -> InformationSharingPage:
    """The section under the home page, where nobody has made one yet."""
    home = HomePage.objects.first()
    if home is None:
        raise FormatRefused(1, "The site has no home page yet. Run: manage.py load_starter_content")
    section = InformationSharingPage(title="Information sharing", slug="information-sharing")
    home.add_child(instance=section)
    section.save_revision().publish()
    return section


def _fill(page: AgreementPage, agreement: ReadAgreement, lead: Organisation) -> None:
    front = agreement.front
    category, _ = AgreementCategory.objects.get_or_create(name=front.category)
    page.title = page.draft_title = front.title
    page.category, page.lead_partner = category, lead
    page.kind, page.agreement_owner = front.kind, front.agreement_owner
    page.purpose = front.purpose or page.purpose or _first_words(agreement)
    page.authors, page.owners = "\n".join(front.authors), "\n".join(front.owners)
    page.status, page.version_number = front.status, front.version
    page.version_date = front.version_date
    page.review_date = parse_date(front.review_date) if front.review_date else None
    page.parent_title, page.parent_note = front.parent_agreement, front.parent_agreement_note
    page.parent_url = front.parent_agreement_url
    page.return_to, page.published_at = front.return_to, front.published_at
    page.approver_roles = "\n".join(front.approver_roles)
    page.notice = front.notice
    page.summary = agreement.summary
    page.sections = [("section", _section(section)) for section in agreement.sections]
    page.partners_title = agreement.partners_title
    page.legislation_title = agreement.legislation_title
    page.legislation = [("section", _section(section)) for section in agreement.legislation]
    page.what_changed, page.what_to_do = (
        _paragraph(front.what_changed),
        _paragraph(front.what_to_do),
    )


def _first_words(agreement: ReadAgreement) -> str:
    return f"Sets out what partners may share with each other for: {agreement.front.title}."


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _section(section: ReadSection) -> dict[str, object]:
    return {"title": section.title, "passages": [_passage(one) for one in section.passages]}


def _passage(passage: ReadPassage) -> tuple[str, object]:
    if passage.type == "data_fields":
        rows = [{"first": first, "second": second} for first, second in passage.rows]
        caption = "Data fields that may be shared"
        return ("data_fields", {"caption": caption, "heading": passage.heading, "rows": rows})
    if passage.type == "legal_reference":
        links = [{"label": label, "url": url} for label, url in passage.links]
        return ("legal_reference", {"text": passage.text, "links": links})
    if passage.type == "definition":
        return ("definition", {"term": passage.text, "meaning": RichText(passage.html)})
    return ("text", RichText(passage.html))


def _organisations(agreement: ReadAgreement) -> tuple[list[str], list[str]]:
    """Makes those that are missing. What the file says is filled in; a blank in it erases nothing."""
    made, changed = [], []
    for partner in agreement.partners:
        organisation = Organisation.objects.named(partner.name)
        if organisation is None:
            organisation = Organisation(name=partner.name)
            made.append(partner.name)
        before = vars(organisation).copy()
        _fill_organisation(organisation, partner)
        if vars(organisation) != before or organisation.pk is None:
            if organisation.pk is not None:
                changed.append(organisation.name)
            organisation.save()
    return made, changed


def _fill_organisation(organisation: Organisation, partner: ReadPartner) -> None:
    organisation.ig_lead = partner.ig_lead or organisation.ig_lead
    organisation.ig_email = partner.email or organisation.ig_email
    organisation.ico_number = normal_ico_number(partner.ico_number) or organisation.ico_number
    if partner.kind:
        labels = {str(label).casefold(): value for value, label in OrganisationKind.choices}
        if partner.kind.casefold() not in labels:
            raise FormatRefused(
                partner.line, f"“{partner.kind}” is none of: {', '.join(OrganisationKind.labels)}."
            )
        organisation.kind = labels[partner.kind.casefold()]
    others = dict.fromkeys([*organisation.other_name_list, *partner.other_names])
    organisation.other_names = "\n".join(others)


def _partners(page: AgreementPage, agreement: ReadAgreement) -> list[str]:
    """Appendix 1 becomes what the file says; returns who is no longer in it."""
    kept = []
    for position, partner in enumerate(agreement.partners, start=1):
        organisation = Organisation.objects.named(partner.name)
        row, _ = AgreementPartner.objects.update_or_create(
            agreement=page, organisation=organisation, defaults={"position": position}
        )
        kept.append(row.pk)
    gone = AgreementPartner.objects.filter(agreement=page).exclude(pk__in=kept)
    names = list(gone.values_list("organisation__name", flat=True))
    gone.delete()
    return names


def _odd_numbers(partners: list[ReadPartner]) -> list[str]:
    """A number of an unusual form is kept: there is no official list of forms."""
    return [
        f"Line {partner.line}: “{partner.ico_number}” does not look like an ICO registration number."
        for partner in partners
        if partner.ico_number
        and Organisation(ico_number=normal_ico_number(partner.ico_number)).ico_number_is_odd
    ]


def _return_address(address: str, earlier: str) -> list[str]:
    """The site's setting follows the file, unless somebody has set it to something else."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None or not address:
        return []
    board = BoardSettings.for_site(site)
    if board.framework_email == address:
        return []
    if board.framework_email not in ("", earlier):
        return [
            f"The file says that signed copies go to {address}; the site’s settings say "
            f"{board.framework_email}, and that is used."
        ]
    board.framework_email = address
    board.save()
    return [f"Returns now go to {address} (Settings, Board)."]
