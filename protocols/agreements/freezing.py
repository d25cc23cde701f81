"""Publishing an agreement freezes what it says as a version, in the same transaction."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.rich_text import expand_db_html
from wagtail.signals import page_published

from protocols.agreements.wording import tidy
from protocols.content import (
    AgreementContent,
    LegalLink,
    Passage,
    Section,
    canonical_json,
    digest_of,
)
from protocols.models.organisations import lines_of

if TYPE_CHECKING:
    from setdab.accounts.models import User

    from protocols.models import AgreementPage, AgreementVersion


class VersionTaken(ValidationError):
    """The number was frozen with other words: a change needs a new number."""


def connect() -> None:
    from protocols.models import AgreementPage

    page_published.connect(freeze_published, sender=AgreementPage)


def freeze_published(instance: "AgreementPage", revision: Any = None, **kwargs: Any) -> None:
    freeze(instance, user=getattr(revision, "user", None))


@transaction.atomic
def freeze(page: "AgreementPage", *, user: "User | None") -> "AgreementVersion":
    """The version that says what the page says: made now, or the one that says it already.

    Raises ``VersionTaken`` where its number belongs to other words.
    """
    from protocols.models import AgreementPage, AgreementVersion

    AgreementPage.objects.select_for_update().get(pk=page.pk)
    content = content_of(page)
    body = canonical_json(content)
    digest = digest_of(body)
    same = same_number(page)
    if same is not None:
        if same.digest == digest:
            return same
        raise VersionTaken({"version_number": taken_message(page)})
    latest = page.versions.order_by("-sequence").first()
    return AgreementVersion.objects.create(
        agreement=page,
        sequence=latest.sequence + 1 if latest else 1,
        slug=content.slug,
        number=content.version,
        title=content.title,
        status=content.status,
        version_date=content.version_date,
        review_date=page.review_date,
        body=body,
        digest=digest,
        frozen_by=user,
    )


def same_number(page: "AgreementPage") -> "AgreementVersion | None":
    return page.versions.filter(number=page.version_number).first()


def is_taken(page: "AgreementPage") -> bool:
    """Whether publishing the page as it stands would be refused."""
    same = same_number(page)
    return same is not None and same.digest != digest_of(canonical_json(content_of(page)))


def taken_message(page: "AgreementPage") -> str:
    return (
        f"Version {page.version_number} is published, and organisations may have signed it, so its "
        "words can’t change. Give this text a new version number."
    )


def content_of(page: "AgreementPage") -> AgreementContent:
    """What the page says now, as it would be frozen."""
    return AgreementContent(
        slug=page.slug,
        title=page.title,
        kind=page.kind,
        category=page.category.name,
        purpose=page.purpose,
        lead_partner=page.lead_partner.name,
        agreement_owner=page.agreement_owner,
        authors=lines_of(page.authors),
        owners=lines_of(page.owners),
        status=page.status,
        version=page.version_number,
        version_date=page.version_date,
        review_date=page.review_date.isoformat() if page.review_date else None,
        parent_title=page.parent_title,
        parent_url=page.parent_url,
        parent_note=page.parent_note,
        return_to=page.return_to,
        published_at=page.published_at,
        approver_roles=lines_of(page.approver_roles),
        notice=page.notice,
        summary=_html(page.summary),
        sections=tuple(
            _section(block.value, number) for number, block in enumerate(page.sections, start=1)
        ),
        partners_title=page.partners_title,
        legislation_title=page.legislation_title,
        legislation=tuple(_section(block.value, None) for block in page.legislation),
        what_changed=_html(page.what_changed),
        what_to_do=_html(page.what_to_do),
    )


def _section(value: Any, number: int | None) -> Section:
    passages = tuple(_passage(block) for block in value["passages"] or ())
    return Section(number=number, title=value["title"], passages=passages)


def _passage(block: Any) -> Passage:
    value = block.value
    if block.block_type == "data_fields":
        return Passage(
            type="data_fields",
            caption=value["caption"],
            head=(value["heading"], value["heading"]),
            rows=tuple((row["first"], row["second"]) for row in value["rows"]),
        )
    if block.block_type == "legal_reference":
        links = tuple(LegalLink(link["label"], link["url"]) for link in value["links"])
        return Passage(type="legal_reference", text=value["text"], links=links)
    if block.block_type == "definition":
        meaning = _html(value["meaning"].source)
        return Passage(type="definition", text=value["term"], html=meaning)
    return Passage(type="text", html=_html(value.source))


def _html(source: str) -> str:
    """Links to pages become addresses: a frozen text does not change when a page moves."""
    return tidy(expand_db_html(source or ""))
