"""Reporting a concern and asking for another format, under a review or in general."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from setdab.forms import SiteForm
from setdab.limits import address_of

from home.context_processors import board_settings
from reviews.addresses import current_under, elsewhere_or_gone
from reviews.concerns import limits
from reviews.concerns.forms import ConcernForm, FormatForm
from reviews.concerns.receiving import receive_concern, receive_format_request
from reviews.models import Publication
from reviews.presentation import review_url
from reviews.reader_forms import is_trapped, reader_form


@reader_form
@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: HttpRequest, slug: str) -> HttpResponseBase:
    publication = current_under(slug)
    if publication is None:
        return elsewhere_or_gone(request, slug)
    form = ConcernForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "concern", publication, form)
    if not is_trapped(request):
        if not limits.concern_allowed(address_of(request)):
            return _too_often(request, "concern", publication, form)
        receive_concern(
            edition=publication.edition, board=board_settings(request), **form.cleaned_data
        )
    return redirect("concern_sent", publication.content.slug)


@reader_form
@require_safe
def concern_sent(request: HttpRequest, slug: str) -> HttpResponseBase:
    publication = current_under(slug)
    if publication is None:
        return elsewhere_or_gone(request, slug)
    return _page(request, "concern_sent", publication)


@reader_form
@require_http_methods(["GET", "HEAD", "POST"])
def other_format(request: HttpRequest, slug: str | None = None) -> HttpResponseBase:
    publication = None if slug is None else current_under(slug)
    if slug is not None and publication is None:
        return elsewhere_or_gone(request, slug)
    form = FormatForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "other_format", publication, form)
    if not is_trapped(request):
        if not limits.format_request_allowed(address_of(request)):
            return _too_often(request, "other_format", publication, form)
        receive_format_request(
            edition=publication.edition if publication else None,
            board=board_settings(request),
            **form.cleaned_data,
        )
    return redirect("other_format_sent")


@reader_form
@require_safe
def other_format_sent(request: HttpRequest) -> HttpResponseBase:
    return _page(request, "other_format_sent", None)


def _too_often(
    request: HttpRequest, name: str, publication: Publication | None, form: SiteForm
) -> HttpResponse:
    contact = board_settings(request).contact_email
    instead = f", or write to {contact}" if contact else ""
    form.add_error(
        None,
        "There have been many messages from your network or altogether, and this one was not sent. "
        f"What you wrote is still below: please try again in an hour{instead}.",
    )
    return _page(request, name, publication, form, status=429)


def _page(
    request: HttpRequest,
    name: str,
    publication: Publication | None,
    form: SiteForm | None = None,
    status: int | None = None,
) -> HttpResponse:
    breadcrumbs = [{"text": "Home", "href": "/"}]
    context: dict[str, Any] = {"form": form, "breadcrumbs": breadcrumbs}
    if publication is not None:
        content = publication.content
        context |= {"title": content.title, "back": review_url(content.slug)}
        plural = board_settings(request).review_label_plural.capitalize()
        breadcrumbs.append({"text": plural, "href": reverse("library")})
        breadcrumbs.append({"text": content.title, "href": context["back"]})
    if status is None:
        status = 422 if form is not None and form.errors else 200
    return render(request, f"reviews/forms/{name}.html", context, status=status)
