"""When a review must be held: a page to read, and a guide that asks one question at a time.

The guide keeps nothing. The answers travel in the body of each request and back in hidden fields: no
address, log, cookie, session or database ever holds them. It changes nothing either, so it needs no
token against forged requests, which would be a cookie.
"""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from setdab.forms import SiteForm

from protocols.guide.questions import QUESTIONS, Place, Question, walk
from protocols.models import TemplateVersion

NOTIFICATION = "notification"
ABOVE = [
    {"text": "Home", "href": "/"},
    {"text": "Information sharing", "href": "/information-sharing/"},
]


class QuestionForm(SiteForm):
    """One question; its only field has the question's own name."""

    def __init__(self, question: Question, data: dict[str, str] | None = None) -> None:
        self.heading_field = question.key
        super().__init__(data)
        self.fields[question.key] = forms.ChoiceField(
            label=question.text,
            help_text=question.hint,
            choices=[(choice.value, choice.text) for choice in question.choices],
            widget=forms.RadioSelect,
            error_messages={"required": "Choose an answer. “I am not sure” is one too."},
        )


@require_safe
def when_to_review(request: HttpRequest) -> HttpResponse:
    return render(request, "protocols/when_to_review.html", {"breadcrumbs": ABOVE})


@csrf_exempt
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def guide(request: HttpRequest) -> HttpResponse:
    answers = {key: request.POST[key] for key in QUESTIONS if key in request.POST}
    answers.pop(request.POST.get("change", ""), None)
    place = walk(answers)
    context = {
        "place": place,
        "form": _form(request, place),
        "notification": _notification_form(place),
        "breadcrumbs": [
            *ABOVE,
            {"text": "When a review must be held", "href": reverse("when_to_review")},
        ],
    }
    return render(request, "protocols/guide.html", context)


def _form(request: HttpRequest, place: Place) -> QuestionForm | None:
    """Bound only when this very question was asked and left without an answer."""
    if place.question is None:
        return None
    was_asked = request.POST.get("asked") == place.question.key and "change" not in request.POST
    return QuestionForm(place.question, {} if was_asked else None)


def _notification_form(place: Place) -> TemplateVersion | None:
    if place.outcome is None or not place.outcome.offers_notification:
        return None
    return TemplateVersion.objects.current().filter(form__slug=NOTIFICATION).first()
