"""The steps of a sign-up. Each is a page of its own, and none needs JavaScript."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from home.context_processors import board_settings
from protocols.models import AgreementVersion, Organisation
from protocols.models.agreements import AgreementStatus
from protocols.models.signatures import Signature, SignatureState
from protocols.signing import actions, limits
from protocols.signing.addresses import key_of_address
from protocols.signing.answers import KEY, STEPS, Answers
from protocols.signing.forms import OrganisationForm
from protocols.signing.pages import page, sign_up_page
from protocols.signing.refusals import SigningRefused
from protocols.signing.summaries import rows_of_answers, rows_of_signature
from protocols.signing.transitions import By

ORDER = [*STEPS, "check"]
DONE = "sign_up_done"
MOST_UNCONFIRMED_IN_AN_HOUR = 300
TOO_OFTEN = (
    "There have been many sign-ups from your network or for this e-mail address. Your answers are "
    "kept for a day: please try again in an hour."
)


def versions_to_sign() -> Any:
    return AgreementVersion.objects.current().filter(
        status=AgreementStatus.APPROVED, agreement__live=True
    )


@sign_up_page
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponseBase:
    """Before you start. With several agreements, the reader chooses one here."""
    versions = list(versions_to_sign().order_by("title"))
    wanted = request.POST.get("version") or request.GET.get("version") or ""
    chosen = [one for one in versions if str(one.pk) == wanted or one.slug == wanted]
    if not chosen and len(versions) == 1:
        chosen = versions
    if request.method == "POST" and chosen:
        answers = Answers(request)
        answers.begin(chosen[0])
        return redirect(_address(answers.first_open_step() or "check"))
    version = chosen[0] if chosen else None
    return page(request, "begin", breadcrumbs=_breadcrumbs(), versions=versions, version=version)


@sign_up_page
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, name: str) -> HttpResponseBase:
    answers = Answers(request)
    if answers.version is None:
        return redirect("sign_begin")
    if request.method != "POST":
        again = "again" in request.GET
        form = answers.blank_form(name) if again else _form_to_show(name, answers)
        return _step_page(request, name, answers, form)
    if _is_trapped(request):
        answers.note_sent(None)
        return redirect("sign_sent")
    form = answers.asked(name, request.POST)
    answers.keep(name, form)
    if form.is_valid():
        return redirect(_address(answers.first_open_step() or "check"))
    if isinstance(form, OrganisationForm) and form.is_first_look:
        # The page's second question, without the complaint that it is not answered yet.
        form.errors.pop("which", None)
    return _step_page(request, name, answers, form, status=422 if form.errors else 200)


@sign_up_page
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponseBase:
    answers = Answers(request)
    if answers.version is None:
        return redirect("sign_begin")
    open_step = answers.first_open_step()
    if open_step is not None:
        return redirect(_address(open_step))
    if request.method != "POST":
        return _check_page(request, answers)
    if _is_trapped(request):
        answers.note_sent(None)
        return redirect("sign_sent")
    cleaned = answers.cleaned()
    if _too_often(request, cleaned["email"]):
        return _check_page(request, answers, status=429, problem=TOO_OFTEN)
    try:
        signature = _send(answers, cleaned)
    except SigningRefused as refusal:
        return _check_page(request, answers, status=409, problem=str(refusal))
    if signature is not None and signature.state == SignatureState.CONFIRMED:
        return _finish(request, answers, signature)
    answers.note_sent(signature)
    return redirect("sign_sent")


def _send(answers: Answers, cleaned: dict[str, Any]) -> Signature | None:
    signature, link = answers.signature, answers.link
    if signature is not None and (link is not None or signature.state == SignatureState.SUBMITTED):
        return actions.submit(signature=signature, answers=cleaned, link=link)
    if answers.version is None:
        raise SigningRefused("Choose the agreement first.")
    return actions.start(version=answers.version, answers=cleaned)


@sign_up_page
@require_GET
def sent(request: HttpRequest) -> HttpResponseBase:
    """The same words whether or not a mail went out: they tell nobody who has signed up."""
    answers = Answers(request)
    if not answers.was_sent:
        return redirect("sign_begin")
    signature = answers.signature
    if signature is not None and signature.state == SignatureState.CONFIRMED:
        return _finish(request, answers, signature)
    email = answers.typed("approver").get("email", "")
    return page(request, "sent", email=email, again=request.GET.get("again"))


@sign_up_page
@require_POST
def send_again(request: HttpRequest) -> HttpResponseBase:
    answers = Answers(request)
    if not answers.was_sent:
        return redirect("sign_begin")
    signature = answers.signature
    key = key_of_address(str(answers.typed("approver").get("email", "")))
    if not may_send_again(request, key):
        return redirect(f"{reverse('sign_sent')}?again=later")
    if signature is not None and signature.state == SignatureState.SUBMITTED:
        actions.send_again(signature=signature, by=By.SIGNATORY)
    return redirect(f"{reverse('sign_sent')}?again=sent")


@sign_up_page
@require_GET
def done(request: HttpRequest) -> HttpResponseBase:
    signature = _signed_here(request)
    if signature is None:
        return redirect("sign_begin")
    return page(request, "done", signature=signature, rows=rows_of_signature(signature))


@sign_up_page
@require_GET
def copy(request: HttpRequest) -> HttpResponseBase:
    """What was signed, as plain text that any device can keep."""
    signature = _signed_here(request)
    if signature is None:
        return redirect("sign_begin")
    lines = [f"Sign-up {signature.reference}", ""]
    lines += [f"{row['key']}: {row['value']}" for row in rows_of_signature(signature)]
    lines += ["", f"SHA-256 of the version: {signature.version.digest}", ""]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    name = f"sign-up-{signature.reference}.txt"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@sign_up_page
@require_GET
def leave(request: HttpRequest) -> HttpResponseBase:
    """Exit: the answers are gone before the browser is. An officer’s login outlives it.

    Another site can lead a browser here, but not make it lose a half-filled form: ``Sec-Fetch-Site`` tells.
    """
    response = HttpResponse(status=303)
    response.headers["Location"] = board_settings(request).exit_url
    if _comes_from_elsewhere(request):
        return response
    if request.user.is_authenticated:
        for key in (KEY, DONE):
            request.session.pop(key, None)
    else:
        request.session.flush()
    # Not "cookies": that would sign an officer out, and the session's cookie is gone already.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _comes_from_elsewhere(request: HttpRequest) -> bool:
    """Browsers say it themselves, and no page can. An old one says nothing, and is believed."""
    return request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")


def _finish(request: HttpRequest, answers: Answers, signature: Signature) -> HttpResponseBase:
    answers.wipe()
    request.session[DONE] = signature.pk
    return redirect("sign_done")


def may_send_again(request: HttpRequest, key: str) -> bool:
    here = limits.AGAIN_FROM_ADDRESS.allows(limits.address_of(request))
    return here and limits.AGAIN_FOR_EMAIL.allows(key)


def _too_often(request: HttpRequest, email: str) -> bool:
    an_hour_ago = timezone.now() - timedelta(hours=1)
    recent = Signature.objects.unconfirmed().filter(created_at__gt=an_hour_ago)
    if recent.count() >= MOST_UNCONFIRMED_IN_AN_HOUR:
        return True
    here = limits.SUBMIT_FROM_ADDRESS.allows(limits.address_of(request))
    return not (here and limits.SUBMIT_FOR_EMAIL.allows(key_of_address(email)))


def _signed_here(request: HttpRequest) -> Signature | None:
    found: Signature | None = (
        Signature.objects.filter(pk=request.session.get(DONE) or 0)
        .select_related("version", "organisation")
        .first()
    )
    return found


def _form_to_show(name: str, answers: Answers) -> Any:
    """As it was typed. A mistake is shown again only by sending it again."""
    form = answers.form(name)
    if isinstance(form, OrganisationForm) and form.must_choose and "which" in form.data:
        return form
    return answers.blank_form(name)


def _is_trapped(request: HttpRequest) -> bool:
    """Only a machine fills in the field that people never see. It is told that all went well."""
    return bool(request.POST.get("website"))


def _step_page(
    request: HttpRequest, name: str, answers: Answers, form: Any, status: int = 200
) -> HttpResponse:
    position = ORDER.index(name)
    context: dict[str, Any] = {
        "form": form,
        "version": answers.version,
        "step_number": position + 1,
        "step_count": len(ORDER),
        "back": _address(ORDER[position - 1]) if position else reverse("sign_begin"),
    }
    if name == "organisation":
        names = Organisation.objects.active().order_by("name").values_list("name", flat=True)
        context["organisations"] = names
    return page(request, name, status=status, **context)


def _check_page(
    request: HttpRequest, answers: Answers, status: int = 200, problem: str = ""
) -> HttpResponse:
    context = {
        "version": answers.version,
        "groups": rows_of_answers(answers),
        "problem": problem,
        "through_link": answers.link is not None,
        "step_number": len(ORDER),
        "step_count": len(ORDER),
        "back": _address(ORDER[-2]),
    }
    return page(request, "check", status=status, **context)


def _address(name: str) -> str:
    return reverse("sign_check") if name == "check" else reverse("sign_step", args=[name])


def _breadcrumbs() -> list[dict[str, str]]:
    return [
        {"text": "Home", "href": "/"},
        {"text": "Information sharing", "href": "/information-sharing/"},
    ]
