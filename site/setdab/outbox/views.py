"""The list of mail that has not gone out, for those who look after the site."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from setdab.outbox.delivery import try_again
from setdab.outbox.models import MailState, OutgoingMail

PAGE_SIZE = 50


def user_can_see_mail(user: Any) -> bool:
    return user.is_active and user.has_perm("outbox.view_outgoingmail")


@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    """Bodies are not shown: they hold the links that only the recipient may follow."""
    if not user_can_see_mail(request.user):
        raise PermissionDenied
    shown = request.GET.get("show", "troubled")
    mails = OutgoingMail.objects.all()
    if shown != "all":
        shown = "troubled"
        mails = mails.troubled().order_by("due_at")
    context = {
        "page_title": "Outgoing mail",
        "mails": Paginator(mails, PAGE_SIZE).get_page(request.GET.get("p")),
        "shown": shown,
        "waiting": OutgoingMail.objects.filter(state=MailState.QUEUED, last_error="").count(),
        "last_sent": OutgoingMail.objects.filter(state=MailState.SENT).order_by("-sent_at").first(),
        "now": timezone.now(),
    }
    return render(request, "outbox/list.html", context)


@require_POST
def mail_try_again(request: HttpRequest, pk: int) -> HttpResponseBase:
    if not user_can_see_mail(request.user):
        raise PermissionDenied
    mail = get_object_or_404(OutgoingMail, pk=pk)
    if try_again(mail):
        messages.success(request, f"“{mail.subject}” will be tried again now.")
    else:
        messages.error(request, "That message was sent, or is being sent, in the meantime.")
    return redirect("outbox_list")


@require_POST
def mail_try_all_again(request: HttpRequest) -> HttpResponseBase:
    if not user_can_see_mail(request.user):
        raise PermissionDenied
    count = sum(map(try_again, OutgoingMail.objects.troubled()))
    messages.success(request, f"Messages that will be tried again now: {count}.")
    return redirect("outbox_list")
