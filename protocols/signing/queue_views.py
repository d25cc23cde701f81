"""The officers’ screens: the queue, one signature, exports, invitations."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_POST, require_safe

from protocols.models import AgreementVersion, Signature
from protocols.signing import actions, decisions, export, invitations
from protocols.signing.flags import flags_of
from protocols.signing.permissions import user_can_decide
from protocols.signing.queue import SHOWN, QueueFilter, rows_of, versions_with_signatures
from protocols.signing.queue_forms import InviteForm, PlaceForm, ReasonForm
from protocols.signing.refusals import SigningRefused
from protocols.signing.transitions import Action, By, actions_on
from protocols.signing.views import versions_to_sign

if TYPE_CHECKING:
    from setdab.accounts.models import User

PAGE_SIZE = 50
MOST_AT_ONCE = 200
FORMATS = {
    "csv": (export.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (
        export.as_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


def officers_only(view: Any) -> Any:
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not user_can_decide(request.user):
            raise PermissionDenied
        response: HttpResponseBase = view(request, *args, **kwargs)
        return response

    return guarded


@officers_only
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    asked = QueueFilter(request.GET)
    page = Paginator(asked.signatures(), PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        "page_title": "Signatures",
        "asked": asked,
        "shown": [(value, label) for value, (label, _) in SHOWN.items()],
        "versions": versions_with_signatures(),
        "page": page,
        "rows": rows_of(list(page.object_list)),
        "elided": page.paginator.get_elided_page_range(page.number),
    }
    return render(request, "protocols/signing/admin/queue.html", context)


@officers_only
@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    make, content_type = FORMATS[kind]
    response = HttpResponse(make(QueueFilter(request.GET).signatures()), content_type=content_type)
    name = f"signatures-{timezone.localdate():%Y-%m-%d}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@officers_only
@require_POST
def accept_many(request: HttpRequest) -> HttpResponseBase:
    """Each by itself: one that can’t be accepted does not hold up the others."""
    ids = [pk for pk in request.POST.getlist("signature") if pk.isdigit()][:MOST_AT_ONCE]
    accepted = 0
    for signature in Signature.objects.filter(pk__in=ids).order_by("pk"):
        try:
            decisions.accept(signature=signature, officer=_officer(request))
        except SigningRefused as refusal:
            messages.error(request, f"{signature.reference} is not accepted. {refusal}")
        else:
            accepted += 1
    if accepted:
        messages.success(request, f"Accepted: {accepted}. Each signatory is told by e-mail.")
    elif not ids:
        messages.error(request, "Choose at least one signature.")
    back = reverse("signature_queue")
    return redirect(f"{back}?{QueueFilter(request.POST).query_string}")


@method_decorator(officers_only, name="dispatch")
class DetailView(View):
    """One signature with its flags and its history, and what can be done with it now."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(request, self._signature(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The form names the state it was made for: a stale tab must not act on a newer one."""
        signature = self._signature(pk)
        if request.POST.get("state") != signature.state:
            messages.error(
                request,
                "Somebody has dealt with this since you opened the page. Nothing was recorded; "
                "look at where it stands now.",
            )
            return redirect("signature_detail", pk)
        name = request.POST.get("action", "")
        form = self._form(name, signature, request.POST)
        if form is None or form.is_valid():
            try:
                done = self._act(name, signature, request.user, form)
            except SigningRefused as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, f"{signature.reference}: {done}")
            return redirect("signature_detail", pk)
        return self._page(request, signature, status=422, failed={name: form})

    def _signature(self, pk: int) -> Signature:
        return get_object_or_404(Signature.objects.select_related("version", "organisation"), pk=pk)

    def _form(self, name: str, signature: Signature, data: Any = None) -> Any:
        prefix = name.replace(" ", "-")
        if name == Action.PLACE:
            return PlaceForm(data, prefix=prefix, signature=signature)
        if name in (Action.ASK_CORRECTION, Action.REJECT, Action.WITHDRAW):
            return ReasonForm(data, prefix=prefix, action=Action(name))
        return None

    def _act(self, name: str, signature: Signature, officer: Any, form: Any) -> str:
        given: dict[str, Any] = {"signature": signature, "officer": officer}
        if name == Action.ACCEPT:
            decisions.accept(**given)
            return "accepted. The signatory is told by e-mail."
        if name == Action.PLACE:
            decisions.place(**given, organisation=form.cleaned_data["organisation"])
            return "the organisation of the register is recorded."
        if name == Action.SEND_AGAIN:
            actions.send_again(**given, by=By.OFFICER)
            return "a new link is on its way."
        if form is None:
            raise SigningRefused("There is no such action.")
        reason = form.cleaned_data["reason"]
        if name == Action.ASK_CORRECTION:
            decisions.ask_correction(**given, reason=reason)
            return "a correction is asked for, by e-mail."
        if name == Action.REJECT:
            decisions.reject(**given, reason=reason)
            return "rejected. The signatory is told by e-mail."
        decisions.withdraw(**given, reason=reason)
        return "withdrawn."

    def _page(
        self,
        request: HttpRequest,
        signature: Signature,
        status: int = 200,
        failed: dict[str, Any] | None = None,
    ) -> HttpResponse:
        possible = actions_on(signature.state, By.OFFICER)
        forms: dict[str, Any] = {name: self._form(name, signature) for name in possible}
        forms |= failed or {}
        context = {
            "page_title": f"{signature.reference}, {signature.signed_name or 'no name yet'}",
            "signature": signature,
            "flags": flags_of(signature),
            "place_form": forms.get(Action.PLACE),
            "can_accept": Action.ACCEPT in possible,
            "can_send_again": Action.SEND_AGAIN in possible,
            "reason_forms": [form for form in forms.values() if isinstance(form, ReasonForm)],
            "events": signature.events.select_related("officer"),
            "links": signature.links.all(),
            "rivals": _rivals(signature),
        }
        return render(request, "protocols/signing/admin/detail.html", context, status=status)


@officers_only
def invite(request: HttpRequest) -> HttpResponseBase:
    """How far each version has come, and the button that asks everybody to sign again."""
    form = InviteForm(request.POST if request.POST.get("action") == "one" else None)
    if request.method == "POST":
        version = get_object_or_404(AgreementVersion, pk=request.POST.get("version") or 0)
        try:
            if request.POST.get("action") == "all":
                sent = invitations.invite_all(version=version, officer=_officer(request))
                messages.success(request, f"Invitations sent: {sent}.")
                return redirect("signature_invitations")
            if form.is_valid():
                invitations.invite_one(
                    version=version, officer=_officer(request), **form.cleaned_data
                )
                messages.success(request, "The invitation is on its way.")
                return redirect("signature_invitations")
        except SigningRefused as refusal:
            messages.error(request, str(refusal))
    rows = [
        {
            "version": version,
            "progress": invitations.progress_of(version),
            "to_invite": invitations.to_be_invited(version),
        }
        for version in versions_to_sign().order_by("title")
    ]
    context = {"page_title": "Invitations to sign", "rows": rows, "form": form}
    return render(request, "protocols/signing/admin/invitations.html", context)


def _officer(request: HttpRequest) -> "User":
    """Whoever is logged in: ``officers_only`` has let nobody else through."""
    return cast("User", request.user)


def _rivals(signature: Signature) -> Any:
    """Other signatures of the same organisation, to any version of the agreement."""
    others = Signature.objects.filter(version__agreement=signature.version.agreement_id)
    if signature.organisation_id:
        others = others.filter(organisation=signature.organisation_id)
    else:
        others = others.filter(organisation=None, signed_name__iexact=signature.signed_name)
    return others.exclude(pk=signature.pk).select_related("version")
