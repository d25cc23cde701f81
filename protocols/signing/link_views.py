"""What a mailed link leads to. Opening it changes nothing: mail scanners open links too."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from protocols.models.signatures import Signature, SignatureLink, SignatureState
from protocols.signing import actions, links
from protocols.signing.answers import Answers
from protocols.signing.forms import ColleagueForm, DeclineForm, QuestionForm, WrongNameForm
from protocols.signing.pages import page, sign_up_page
from protocols.signing.refusals import SigningRefused
from protocols.signing.summaries import rows_of_signature
from protocols.signing.transitions import Action, By, is_allowed
from protocols.signing.views import DONE, may_send_again

FORMS: dict[str, type[QuestionForm]] = {
    "delegate": ColleagueForm,
    "decline": DeclineForm,
    "wrong-name": WrongNameForm,
}
ACTIONS = {
    "delegate": Action.DELEGATE,
    "decline": Action.DECLINE,
    "wrong-name": Action.REPORT_WRONG_NAME,
}


@sign_up_page
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponseBase:
    found = links.find_link(token)
    if found is None or not links.is_usable(found):
        return _dead_link(request, token, found)
    if request.method != "POST":
        return _landing(request, token, found)
    try:
        return _act(request, found)
    except SigningRefused as refusal:
        return page(request, "refused", status=409, words=str(refusal))


def _act(request: HttpRequest, found: SignatureLink) -> HttpResponseBase:
    if request.POST.get("action") == "confirm":
        signature = actions.confirm(signature=found.signature, link=found)
        Answers(request).wipe()
        request.session[DONE] = signature.pk
        return redirect("sign_done")
    if not is_allowed(Action.SUBMIT, found.signature.state):
        raise SigningRefused("This sign-up can no longer be changed.")
    answers = Answers(request)
    answers.begin_from(found.signature, found)
    open_step = answers.first_open_step()
    return redirect("sign_check") if open_step is None else redirect("sign_step", open_step)


@sign_up_page
@require_http_methods(["GET", "HEAD", "POST"])
def other_answer(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """Not the right person, not willing, or a wrong name."""
    found = links.find_link(token)
    if found is None or not links.is_usable(found):
        return _dead_link(request, token, found)
    if not is_allowed(ACTIONS[name], found.signature.state):
        return page(request, "refused", status=409, words="This sign-up can no longer be changed.")
    form = FORMS[name](request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _tell(name, found, form.cleaned_data)
        except SigningRefused as refusal:
            form.add_error("email" if name == "delegate" else None, str(refusal))
        else:
            reported = "?reported=1" if name == "wrong-name" else ""
            return redirect(reverse("sign_link", args=[token]) + reported)
    context: dict[str, Any] = {
        "form": form,
        "name": name,
        "signature": found.signature,
        "back": reverse("sign_link", args=[token]),
    }
    return page(request, "other_answer", status=422 if form.errors else 200, **context)


def _tell(name: str, found: SignatureLink, data: dict[str, Any]) -> None:
    signature = found.signature
    if name == "delegate":
        actions.delegate(signature=signature, link=found, name=data["name"], email=data["email"])
    elif name == "decline":
        actions.decline(signature=signature, link=found, reason=data["reason"])
    else:
        actions.report_wrong_name(signature=signature, link=found, report=data["reason"])


@sign_up_page
@require_POST
def send_again(request: HttpRequest, token: str) -> HttpResponseBase:
    """For a link that expired unused: a new one, to the same address and to no other."""
    found = links.find_link(token)
    if found is None or not found.is_expired or not can_be_sent_again(found):
        return _dead_link(request, token, found)
    if not may_send_again(request, found.email_key):
        words = "A new link was sent several times today. Please try again tomorrow."
        return page(request, "refused", status=429, words=words)
    actions.send_again(signature=found.signature, by=By.SIGNATORY)
    return page(request, "sent_again")


def can_be_sent_again(found: SignatureLink) -> bool:
    """Not once the signature has another address: the old one has no say any more."""
    signature = found.signature
    return (
        found.used_at is None
        and found.email_key == signature.email_key
        and is_allowed(Action.SEND_AGAIN, signature.state)
    )


def _landing(request: HttpRequest, token: str, found: SignatureLink) -> HttpResponseBase:
    signature = found.signature
    state = SignatureState(signature.state)
    context: dict[str, Any] = {
        "signature": signature,
        "version": signature.version,
        "token": token,
        "reported": bool(request.GET.get("reported")),
        "reason": _last_reason(signature),
    }
    if state == SignatureState.SUBMITTED:
        return page(request, "confirm", rows=rows_of_signature(signature), **context)
    if is_allowed(Action.SUBMIT, state):
        return page(request, "asked", content=signature.version.content, **context)
    return page(request, "outcome", **context)


def _last_reason(signature: Signature) -> str:
    """Why the officer asked for a correction or rejected, for its signatory alone."""
    asked = signature.events.filter(action__in=(Action.ASK_CORRECTION, Action.REJECT))
    event = asked.order_by("-pk").first()
    return event.reason if event else ""


def _dead_link(request: HttpRequest, token: str, found: SignatureLink | None) -> HttpResponseBase:
    if found is None:
        return page(request, "unknown_link", status=404)
    context = {"signature": found.signature, "used": found.used_at is not None, "token": token}
    again = found.is_expired and can_be_sent_again(found)
    return page(request, "dead_link", status=410, again=again, **context)
