"""Getting on the list for alerts, confirming, leaving, and what a mail's link shows."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from setdab.limits import address_of

from home.context_processors import board_settings
from reviews.alerts import limits, subscriptions
from reviews.alerts.forms import AlertForm
from reviews.alerts.sending import publications_of
from reviews.models import AlertRound
from reviews.presentation import listed
from reviews.reader_forms import is_trapped, private, reader_form

TOO_OFTEN = (
    "There have been many requests from your network or altogether, and yours was not taken. Please "
    "try again in an hour."
)


@reader_form
@require_http_methods(["GET", "HEAD", "POST"])
def alerts(request: HttpRequest) -> HttpResponseBase:
    form = AlertForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "alerts", status=422 if form.errors else 200, form=form)
    if not is_trapped(request):
        if not limits.form_allowed(address_of(request)):
            form.add_error(None, TOO_OFTEN)
            return _page(request, "alerts", status=429, form=form)
        if limits.mail_allowed(form.cleaned_data["email"]):
            subscriptions.ask(form.cleaned_data["email"])
    return redirect("alerts_sent")


@reader_form
@require_safe
def sent(request: HttpRequest) -> HttpResponseBase:
    """The same for every address: it tells nobody who is on the list."""
    return _page(request, "alerts_sent")


@reader_form
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    """Opening the link changes nothing, as mail scanners open links too."""
    if request.method == "POST":
        if subscriptions.confirm(token):
            return _page(request, "alerts_confirmed")
    elif subscriptions.find_asked(token) is not None:
        return _page(request, "alerts_confirm")
    return _page(request, "alerts_dead_link", status=410)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponseBase:
    """A POST from anywhere will do: mail programs send it themselves, with no page open (RFC 8058)."""
    if not subscriptions.is_link_to_leave(token):
        raise Http404
    if request.method == "POST":
        subscriptions.leave(token)
    response = _page(request, "alerts_left" if request.method == "POST" else "alerts_leave")
    private(response)
    return response


@require_safe
def new(request: HttpRequest, pk: int) -> HttpResponse:
    alert_round = get_object_or_404(AlertRound, pk=pk)
    found = [listed(publication) for publication in publications_of(alert_round)]
    response = _page(request, "alerts_new", publications=found)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _page(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    plural = board_settings(request).review_label_plural.capitalize()
    breadcrumbs = [{"text": "Home", "href": "/"}, {"text": plural, "href": reverse("library")}]
    context = {"breadcrumbs": breadcrumbs, **context}
    return render(request, f"reviews/forms/{name}.html", context, status=status)
