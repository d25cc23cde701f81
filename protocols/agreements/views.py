"""What the public reads of agreements: always a frozen version, never the page it was written on."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.views import serve as serve_page

from protocols.agreements import pdf
from protocols.agreements.comparing import compare_versions
from protocols.agreements.freezing import content_of
from protocols.agreements.presentation import (
    AgreementForTemplate,
    listed_categories,
    partner_rows,
    standing_of,
)
from protocols.content import DigestMismatch
from protocols.models import (
    AgreementPage,
    AgreementVersion,
    InformationSharingPage,
    ProtocolIndexPage,
)
from protocols.sending import send_file

# A new version replaces the one before it from the next request on.
NOT_STORED = "no-cache"
VIEWS = ("side-by-side", "inline")

WAYS = (
    (
        "Sign for your organisation",
        "It takes about ten minutes. See first what you need.",
        "sign_begin",
    ),
    ("See who has signed", "Look up an organisation, or take the whole register.", "registers"),
    (
        "Template forms",
        "The standard forms for a review, to download and fill in.",
        "template_list",
    ),
    ("When a review must be held", "What the law says, and a short guide.", "when_to_review"),
)


@dataclass(frozen=True)
class Way:
    title: str
    text: str
    href: str


def section_context(section: InformationSharingPage) -> dict[str, Any]:
    """For the page of the section: what is below it, and the agreements that are current."""
    below = section.get_children().live().public().exact_type(ProtocolIndexPage).specific()
    others = Count(
        "agreement__partners",
        filter=~Q(agreement__partners__organisation=F("agreement__lead_partner")),
    )
    versions = (
        AgreementVersion.objects.listed()
        .select_related("agreement__category")
        .annotate(partner_count=others)
    )
    return {
        "ways": [
            *(Way(title, text, reverse(name)) for title, text, name in WAYS),
            *(Way(page.title, page.lead, page.url) for page in below),
        ],
        "categories": listed_categories(version for version in versions if is_intact(version)),
        "breadcrumbs": [{"text": "Home", "href": "/"}],
    }


@require_safe
def agreement(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The current version; for an address of another kind, the page that Wagtail has there."""
    version = current_by_slug(slug)
    if version is None:
        return serve_page(request, request.path.lstrip("/"))
    if version.slug != slug:
        return redirect("agreement", version.slug)
    return _page(request, version)


@require_safe
def agreement_version(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    return _page(request, version_at(slug, number))


@require_safe
def version_content(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The canonical JSON, byte for byte: its SHA-256 is the version's (docs/agreement-format.md)."""
    body = version_at(slug, number).body.encode()
    return _not_stored(HttpResponse(body, content_type="application/json"))


@require_safe
def version_pdf(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    """With its signatories of today. Made once for each state of them, then sent from the store."""
    version = version_at(slug, number)
    stored = pdf.stored_pdf(version)
    return send_file(
        request,
        name=stored.name,
        etag=stored.digest,
        file_name=f"{version.slug}-v{version.number}.pdf",
        content_type="application/pdf",
    )


@require_safe
def compare(request: HttpRequest, slug: str, old: str, new: str) -> HttpResponse:
    before, after = version_at(slug, old), version_at(slug, new)
    shown = request.GET.get("view", VIEWS[0])
    versions = after.agreement.versions.order_by("sequence")
    context = {
        "before": before,
        "after": after,
        "agreement": AgreementForTemplate(after.content),
        "changes": compare_versions(before.content, after.content),
        "view": shown if shown in VIEWS else VIEWS[0],
        "versions": versions,
        "breadcrumbs": [
            *_breadcrumbs(),
            {"text": after.title, "href": reverse("agreement", args=[after.slug])},
        ],
    }
    return _not_stored(render(request, "protocols/compare.html", context))


@require_safe
def choose_comparison(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The form with two lists of versions leads here; without a choice, the two newest."""
    current = current_by_slug(slug)
    if current is None:
        raise Http404
    numbers = list(current.agreement.versions.order_by("sequence").values_list("number", flat=True))
    if len(numbers) < 2:
        return redirect("agreement", current.slug)
    old, new = request.GET.get("from", numbers[-2]), request.GET.get("to", numbers[-1])
    if old not in numbers or new not in numbers:
        raise Http404
    return redirect("agreement_compare", current.slug, old, new)


def preview(request: HttpRequest, page: AgreementPage) -> HttpResponse:
    """A draft, in the template of the public page. Only the admin calls this."""
    partners = partner_rows(page) if page.pk else []
    context = {
        "agreement": AgreementForTemplate(content_of(page), partners),
        "is_preview": True,
        "breadcrumbs": _breadcrumbs(),
    }
    return render(request, "protocols/agreement.html", context)


def current_by_slug(slug: str) -> AgreementVersion | None:
    """The current version of the agreement that has, or once had, this address."""
    agreement = AgreementPage.objects.filter(versions__slug=slug).first()
    version = agreement.current_version if agreement else None
    return version if version is not None and is_intact(version) else None


def version_at(slug: str, number: str) -> AgreementVersion:
    version = (
        AgreementVersion.objects.filter(slug=slug, number=number)
        .select_related("agreement__category")
        .first()
    )
    if version is None or not is_intact(version):
        raise Http404
    return version


def is_intact(version: AgreementVersion) -> bool:
    """Whether the text still has its digest; one that has not is not shown."""
    try:
        version.content  # noqa: B018
    except DigestMismatch:
        pdf.logger.critical("Version %d: the text is not what was frozen", version.pk)
        return False
    return True


def _page(request: HttpRequest, version: AgreementVersion) -> HttpResponse:
    versions = list(version.agreement.versions.order_by("-sequence"))
    standing = standing_of(version)
    context = {
        "canonical": standing.current_url if standing.is_current else version.get_absolute_url(),
        "agreement": AgreementForTemplate(version.content, partner_rows(version.agreement)),
        "version": version,
        "standing": standing,
        "versions": versions,
        "pairs": list(zip(versions[1:], versions[:-1], strict=True)),
        "breadcrumbs": _breadcrumbs(),
    }
    return _not_stored(render(request, "protocols/agreement.html", context))


def _breadcrumbs() -> list[dict[str, str]]:
    return [
        {"text": "Home", "href": "/"},
        {"text": "Information sharing", "href": "/information-sharing/"},
    ]


def _not_stored(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = NOT_STORED
    return response
