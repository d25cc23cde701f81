"""The public register: as a page to search, as CSV and as JSON."""

import csv
import io
from collections.abc import Iterable
from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from protocols.agreements.register import (
    Entry,
    GivenSignature,
    entries,
    organisations_of,
    signatories_of,
    tally_of,
)
from protocols.agreements.views import current_by_slug, is_intact, version_at
from protocols.models import AgreementVersion, Organisation

PER_PAGE = 100
MAX_QUERY_LENGTH = 100
SHOWN = {"": None, "signed": True, "not-signed": False}
COLUMNS = (
    "Organisation",
    "Name as signed",
    "Signed",
    "Version",
    "Role of the approver",
    "Date of agreement",
    "Accepted on",
    "Approver",
    "ICO registration number",
    "Succeeded by",
)
SIGNATORY_COLUMNS = (
    "Name as signed",
    "Version",
    "Role of the approver",
    "Date of agreement",
    "Accepted on",
    "Reference",
)


@require_safe
def register_of_all(request: HttpRequest) -> HttpResponseBase:
    """The register of the one current agreement, or the list of agreements to choose from."""
    versions = [version for version in AgreementVersion.objects.listed() if is_intact(version)]
    if len(versions) == 1:
        return redirect("register", versions[0].slug)
    return redirect("/information-sharing/#agreements")


@require_safe
def register(request: HttpRequest, slug: str) -> HttpResponseBase:
    version = _asked_for(request, slug)
    if version.slug != slug:
        return redirect("register", version.slug)
    query = request.GET.get("q", "").replace("\x00", "").strip()[:MAX_QUERY_LENGTH]
    shown = request.GET.get("show", "")
    organisations = organisations_of(version, query)
    if SHOWN.get(shown) is not None:
        organisations = organisations.filter(has_signed=SHOWN[shown])
    page = Paginator(organisations, PER_PAGE).get_page(request.GET.get("page"))
    numbers = list(
        version.agreement.versions.order_by("-sequence").values_list("number", flat=True)
    )
    context = {
        "version": version,
        "is_current": version.pk == getattr(version.agreement.current_version, "pk", None),
        "versions": numbers,
        "tally": tally_of(version),
        "query": query,
        "shown": shown if shown in SHOWN else "",
        "paginator_page": page,
        "entries": entries(cast("QuerySet[Organisation]", page.object_list), version),
        "breadcrumbs": [
            {"text": "Home", "href": "/"},
            {"text": "Information sharing", "href": "/information-sharing/"},
            {"text": version.title, "href": reverse("agreement", args=[version.slug])},
        ],
    }
    response = render(request, "protocols/register.html", context)
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def register_csv(request: HttpRequest, slug: str) -> HttpResponse:
    version = _asked_for(request, slug)
    rows = (row for entry in _all_entries(version) for row in _csv_rows(entry))
    response = HttpResponse(csv_bytes(COLUMNS, rows), content_type="text/csv; charset=utf-8")
    name = f"signatories-{version.slug}-v{version.number}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def register_json(request: HttpRequest, slug: str) -> HttpResponse:
    version = _asked_for(request, slug)
    body = {
        "agreement": version.title,
        "version": version.number,
        "sha256": version.digest,
        "organisations": [_json_entry(entry) for entry in _all_entries(version)],
    }
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = "no-cache"
    return response


def signatories_csv(version: AgreementVersion) -> bytes:
    """Those who have signed one version: what goes to the framework."""
    rows = (
        (
            one.signed_name,
            one.version,
            one.role,
            _iso(one.agreed_on),
            _iso(one.accepted_on),
            one.reference,
        )
        for one in signatories_of(version)
    )
    return csv_bytes(SIGNATORY_COLUMNS, rows)


def csv_bytes(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """CSV for spreadsheets: with a mark of its encoding, and with no cell that runs as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _asked_for(request: HttpRequest, slug: str) -> AgreementVersion:
    """The version named in ``?version=``, or the current one."""
    number = request.GET.get("version", "")
    version = version_at(slug, number) if number else current_by_slug(slug)
    if version is None:
        raise Http404
    return version


def _all_entries(version: AgreementVersion) -> list[Entry]:
    return entries(organisations_of(version), version)


def _csv_rows(entry: Entry) -> list[tuple[str, ...]]:
    succeeded = "; ".join(entry.successors)
    if not entry.signatures:
        return [(entry.name, "", "no", "", "", "", "", "", entry.ico_number, succeeded)]
    return [
        (
            entry.name,
            one.signed_name,
            "yes",
            one.version,
            one.role,
            _iso(one.agreed_on),
            _iso(one.accepted_on),
            one.approver,
            entry.ico_number,
            succeeded,
        )
        for one in entry.signatures
    ]


def _json_entry(entry: Entry) -> dict[str, Any]:
    return {
        "organisation": entry.name,
        "kind": entry.kind,
        "partner": entry.is_partner,
        "signed_this_version": entry.has_signed,
        "ico_number": entry.ico_number,
        "succeeded_by": entry.successors,
        "signatures": [_json_signature(one) for one in entry.signatures],
    }


def _json_signature(one: GivenSignature) -> dict[str, Any]:
    return {
        "signed_name": one.signed_name,
        "version": one.version,
        "role": one.role,
        "agreed_on": _iso(one.agreed_on) or None,
        "accepted_on": _iso(one.accepted_on) or None,
        "approver": one.approver or None,
    }


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
