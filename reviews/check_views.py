"""The screens of the automatic check: its result, what is decided about it, and its record."""

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe
from setdab.accounts.models import User

from reviews import findings, parts, permissions, protected
from reviews.anonymisation import reading
from reviews.anonymisation.surfaces import Box, Refusal
from reviews.at_hand import AtHand, at_hand, start_check
from reviews.check_forms import DecisionForm
from reviews.check_sections import part_label, sections_of
from reviews.checks import Standing
from reviews.excerpts import Excerpts
from reviews.models import (
    AnonymisationCheck,
    CheckFinding,
    CheckState,
    ReportFile,
    ReviewPage,
)
from reviews.protected_views import unusable
from reviews.refusals import PublicationRefused

PICTURE_WIDTH = 1000
FILTERS = ("part", "group", "state")


@dataclass(frozen=True)
class Filter:
    """What of the result is shown. A search for words is left to the browser: what an officer looks
    for may be a name, and addresses end up in logs.
    """

    part: str = ""
    group: str = ""
    state: str = ""

    @classmethod
    def of(cls, asked: QueryDict) -> "Filter":
        return cls(**{name: asked.get(name, "")[:40] for name in FILTERS})

    @property
    def query(self) -> str:
        query = QueryDict(mutable=True)
        for name in FILTERS:
            if getattr(self, name):
                query[name] = getattr(self, name)
        return f"?{query.urlencode()}" if query else ""

    def __bool__(self) -> bool:
        return bool(self.part or self.group or self.state)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class CheckView(View):
    """Editors see where and what kind; what stands there is shown to officers alone."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.user_can_read_drafts(request.user):
            raise Http404
        self.review = get_object_or_404(ReviewPage, pk=kwargs["review_id"])
        self.may_protect = permissions.user_can_protect(request.user)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, review_id: int) -> HttpResponse:
        return self._page(request)

    def post(self, request: HttpRequest, review_id: int) -> HttpResponseBase:
        user = cast(User, request.user)
        try:
            if "run" in request.POST:
                done = self._run(user)
            elif "undo" in request.POST:
                done = self._undo(user, request.POST["undo"])
            elif "second" in request.POST:
                done = self._second(user, request.POST["second"])
            else:
                return self._decide(request, user)
        except PublicationRefused as refusal:
            for sentence in refusal.missing:
                messages.error(request, sentence)
        else:
            messages.success(request, done)
        return self._back(request)

    def _run(self, user: User) -> str:
        if not may_run(user):
            raise PublicationRefused(["Only editors and information governance start a check."])
        start_check(self.review, user)
        return "The check has been started."

    def _undo(self, user: User, key: str) -> str:
        if not findings.undo(check=self._done(), fingerprints=[key], user=user):
            raise PublicationRefused(["There is no decision to undo any more."])
        return "The decision is undone. It stays in the record."

    def _second(self, user: User, key: str) -> str:
        findings.second(check=self._done(), fingerprints=[key], user=user)
        return "You agreed that it can stay."

    def _decide(self, request: HttpRequest, user: User) -> HttpResponseBase:
        chosen = request.POST.getlist("finding")
        form = DecisionForm(request.POST, review_id=self.review.pk)
        if not self.may_protect:
            raise PublicationRefused(["Only information governance can decide about findings."])
        if form.is_valid():
            try:
                count = findings.decide(
                    check=self._done(),
                    fingerprints=chosen,
                    verdict=form.cleaned_data["verdict"],
                    category=form.cleaned_data["category"],
                    reason=form.cleaned_data["reason"],
                    user=user,
                )
            except PublicationRefused as refusal:
                for sentence in refusal.missing:
                    form.add_error(None, sentence)
            else:
                words = "1 finding is" if count == 1 else f"{count} findings are"
                messages.success(request, f"{words} decided.")
                return self._back(request)
        elif not chosen:
            form.add_error(None, "Choose at least one finding.")
        return self._page(request, form=form, chosen=chosen, status=422)

    def _done(self) -> AnonymisationCheck:
        check = at_hand(self.review).standing().check
        if check is None or check.state != CheckState.DONE:
            raise PublicationRefused(["This review has moved on since you opened the page."])
        return check

    def _back(self, request: HttpRequest) -> HttpResponseBase:
        return redirect(
            reverse("review_check", args=[self.review.pk]) + Filter.of(request.GET).query
        )

    def _page(
        self,
        request: HttpRequest,
        form: DecisionForm | None = None,
        chosen: list[str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        now = at_hand(self.review)
        standing = now.standing()
        check = standing.check
        is_done = check is not None and check.state == CheckState.DONE
        user = cast(User, request.user)
        writers = findings.writers(check) if check and is_done else []
        is_writer = user.pk in writers
        context = {
            "page_title": f"Anonymisation check of {self.review.working_reference}",
            "review_page": self.review,
            "now": now,
            "standing": standing,
            "check": check,
            "is_done": is_done,
            "progress": progress_of(now, standing),
            "may_run": may_run(user),
            "may_protect": self.may_protect,
            "is_writer": is_writer,
            "may_decide": self.may_protect and not is_writer,
            "may_second": permissions.user_can_second(user) and not is_writer,
            "problem": unusable(),
            "register_is_empty": not protected.people_of(self.review.pk),
            "last_note": now.edition and now.edition.intruder_notes.last(),
            "form": form or DecisionForm(review_id=self.review.pk),
            "chosen": chosen or [],
            "user_pk": user.pk,
        }
        if check is not None and is_done:
            context |= self._result(check, now, Filter.of(request.GET))
        return render(request, "reviews/admin/check.html", context, status=status)

    def _result(self, check: AnonymisationCheck, now: AtHand, asked: Filter) -> dict[str, Any]:
        groups = findings.groups_of(check)
        excerpts = None
        if self.may_protect and not unusable():
            excerpts = Excerpts(check, now.content)
        sections = sections_of(groups, excerpts, part=asked.part, key=asked.group)
        if asked.state:
            sections = [
                one for one in sections if (one.key == "decided") == (asked.state == "decided")
            ]
        everything = sections_of(groups, None)
        return {
            "sections": sections,
            "asked": asked,
            "query": asked.query,
            "parts": [(part, part_label(part)) for part in (parts.CONTENT, *check.file_digests)],
            "kinds": [(one.key, one.title, len(one.rows)) for one in everything],
            "count": len(groups),
            "open_count": sum(group.is_open for group in groups),
            "place_count": sum(len(group.places) for group in groups),
        }


def may_run(user: permissions.AnyUser) -> bool:
    return permissions.user_can_submit(user) or permissions.user_can_protect(user)


@dataclass(frozen=True)
class Progress:
    """What is being done now, in words; ``total`` is 0 where nobody can tell how much there is."""

    words: str
    done: int = 0
    total: int = 0


def progress_of(now: AtHand, standing: Standing) -> Progress | None:
    if now.is_being_prepared:
        return Progress("The copies for publication are being made.")
    check = standing.check
    if check is None or not standing.is_under_way:
        return None
    if check.state == CheckState.QUEUED:
        return Progress("The check waits for its turn.", 0, check.parts)
    part = min(check.parts_done + 1, check.parts)
    return Progress(f"The check reads part {part} of {check.parts}.", check.parts_done, check.parts)


@require_safe
@never_cache
def progress(request: HttpRequest, review_id: int) -> JsonResponse:
    """Asked again and again by the page while it shows a check that is under way."""
    if not permissions.user_can_read_drafts(request.user):
        raise Http404
    now = at_hand(get_object_or_404(ReviewPage, pk=review_id))
    found = progress_of(now, now.standing())
    if found is None:
        return JsonResponse({"under_way": False})
    return JsonResponse(
        {"under_way": True, "words": found.words, "done": found.done, "total": found.total}
    )


@require_safe
@never_cache
def finding_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a file with the place outlined. It shows names, so only to officers."""
    if not permissions.user_can_protect(request.user):
        raise PermissionDenied
    finding = get_object_or_404(CheckFinding.objects.select_related("run"), pk=pk)
    sha256 = finding.run.file_digests.get(finding.part, "")
    row = get_object_or_404(ReportFile, sha256=sha256)
    if finding.page is None:
        raise Http404
    try:
        with parts.local_copy(row) as path:
            boxes = _boxes(finding, path)
            picture = reading.page_picture(path, finding.page, PICTURE_WIDTH, boxes)
    except (Refusal, FileNotFoundError) as error:
        raise Http404 from error
    response = HttpResponse(picture, content_type="image/png")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    return response


def _boxes(finding: CheckFinding, path: Any) -> list[Box]:
    if finding.box:
        left, bottom, right, top = finding.box
        return [(left, bottom, right, top)]
    if finding.surface != "page" or finding.page is None:
        return []
    try:
        return reading.find_boxes(path, finding.page, finding.start, finding.end)
    except Refusal:
        return []
