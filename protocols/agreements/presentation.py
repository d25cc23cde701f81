"""What the templates get: the same shape for a frozen version and for a draft's preview."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from protocols.agreements.review_dates import has_lapsed, is_overdue, partial_date
from protocols.content import AgreementContent, Passage, Section
from protocols.models import AgreementPage, AgreementPartner, AgreementStatus, AgreementVersion
from protocols.models.organisations import Organisation

STATUS_TAGS = {
    AgreementStatus.DRAFT: "govuk-tag--grey",
    AgreementStatus.FOR_APPROVAL: "govuk-tag--yellow",
    AgreementStatus.APPROVED: "govuk-tag--green",
}


@dataclass(frozen=True)
class PassageForTemplate:
    passage: Passage
    id: str

    def __getattr__(self, name: str) -> Any:
        return getattr(self.passage, name)

    @property
    def html(self) -> SafeString:
        # Written with the editor's restricted features, taken apart and frozen as it stands.
        return mark_safe(self.passage.html)


@dataclass(frozen=True)
class SectionForTemplate:
    id: str
    heading: str
    passages: list[PassageForTemplate]


@dataclass(frozen=True)
class PartnerRow:
    """One line of Appendix 1, as the register has it today."""

    name: str
    ico_number: str
    ig_lead: str
    ig_email: str
    is_active: bool
    successors: list[str]


@dataclass(frozen=True)
class AgreementForTemplate:
    content: AgreementContent
    partners: list[PartnerRow] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.content, name)

    @property
    def status_label(self) -> str:
        return str(AgreementStatus(self.content.status).label)

    @property
    def status_tag(self) -> str:
        return STATUS_TAGS[AgreementStatus(self.content.status)]

    @property
    def version_date(self) -> str:
        return partial_date(self.content.version_date)

    @property
    def review_date(self) -> date | None:
        return date.fromisoformat(self.content.review_date) if self.content.review_date else None

    @property
    def summary(self) -> SafeString:
        return mark_safe(self.content.summary)

    @property
    def what_changed(self) -> SafeString:
        return mark_safe(self.content.what_changed)

    @property
    def what_to_do(self) -> SafeString:
        return mark_safe(self.content.what_to_do)

    @property
    def sections(self) -> list[SectionForTemplate]:
        return [_section(section, f"section-{section.number}") for section in self.content.sections]

    @property
    def legislation(self) -> list[SectionForTemplate]:
        return [
            _section(section, f"legislation-{slugify(section.title)[:40] or number}")
            for number, section in enumerate(self.content.legislation, start=1)
        ]

    @property
    def partners_heading(self) -> str:
        return f"Appendix 1: {self.content.partners_title}"

    @property
    def legislation_heading(self) -> str:
        return f"Appendix 2: {self.content.legislation_title}"

    @property
    def shows_ig_leads(self) -> bool:
        return any(row.ig_lead or row.ig_email for row in self.partners)


@dataclass(frozen=True)
class Standing:
    """Where one version stands among the others, today."""

    is_current: bool
    is_in_use: bool
    is_overdue: bool
    has_lapsed: bool
    current_url: str
    current_number: str


@dataclass(frozen=True)
class ListedAgreement:
    title: str
    url: str
    purpose: str
    lead: str
    partner_count: int
    partners_url: str
    review_date: date | None
    is_overdue: bool


@dataclass(frozen=True)
class ListedCategory:
    name: str
    agreements: list[ListedAgreement]


def partner_rows(agreement: AgreementPage) -> list[PartnerRow]:
    partners = (
        AgreementPartner.objects.filter(agreement=agreement)
        .select_related("organisation")
        .prefetch_related("organisation__successions__successor")
    )
    return [partner_row(partner.organisation) for partner in partners]


def partner_row(organisation: Organisation) -> PartnerRow:
    public = organisation.ig_public
    return PartnerRow(
        name=organisation.name,
        ico_number=organisation.ico_number,
        ig_lead=organisation.ig_lead if public else "",
        ig_email=organisation.ig_email if public else "",
        is_active=organisation.is_active,
        successors=successor_names(organisation),
    )


def successor_names(organisation: Organisation) -> list[str]:
    """Of a prefetched organisation: who took over from it, with the year where it is known."""
    found = []
    for succession in organisation.successions.all():
        when = f" ({succession.happened_on.year})" if succession.happened_on else ""
        found.append(f"{succession.successor.name}{when}")
    return found


def standing_of(version: AgreementVersion) -> Standing:
    today = timezone.localdate()
    current = version.agreement.current_version or version
    return Standing(
        is_current=current.pk == version.pk,
        is_in_use=version.agreement.live,
        is_overdue=is_overdue(current, today),
        has_lapsed=has_lapsed(current, today),
        current_url=agreement_url(current),
        current_number=current.number,
    )


def agreement_url(version: AgreementVersion) -> str:
    return reverse("agreement", args=[version.slug])


def listed_categories(versions: Iterable[AgreementVersion]) -> list[ListedCategory]:
    """Current agreements by category, as partner sites list them."""
    today = timezone.localdate()
    rows = sorted(
        versions,
        key=lambda version: (
            version.agreement.category.order,
            version.agreement.category.name,
            version.title,
        ),
    )
    found = []
    for name, group in groupby(rows, key=lambda version: version.agreement.category.name):
        found.append(ListedCategory(name, [_listed(version, today) for version in group]))
    return found


def _listed(version: AgreementVersion, today: date) -> ListedAgreement:
    content = version.content
    url = agreement_url(version)
    return ListedAgreement(
        title=content.title,
        url=url,
        purpose=content.purpose,
        lead=content.lead_partner,
        partner_count=version.partner_count,  # type: ignore[attr-defined]
        partners_url=f"{url}#appendix-1",
        review_date=version.review_date,
        is_overdue=is_overdue(version, today),
    )


def _section(section: Section, anchor: str) -> SectionForTemplate:
    return SectionForTemplate(
        id=anchor,
        heading=section.heading,
        passages=[
            PassageForTemplate(passage, f"{anchor}-{number}")
            for number, passage in enumerate(section.passages, start=1)
        ],
    )
