"""The admin screens where a report is made ready to be read online."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe
from setdab.accounts.models import User

from reviews import parts, permissions, report_drafts, report_sources
from reviews.anonymisation import reading
from reviews.anonymisation.surfaces import Refusal
from reviews.content import DigestMismatch, ReviewContent
from reviews.drafts import content_of_draft, latest_draft, published_files_of_draft
from reviews.models import Edition, EditionContent, FileKind, ReportDraft, ReportFile, ReviewPage
from reviews.previews import report_preview
from reviews.refusals import PublicationRefused
from reviews.report_forms import AcceptForm, SourceForm
from reviews.report_parts import parts_as_typed, parts_of
from reviews.report_warnings import in_words

PICTURE_WIDTH = 900
MOST_PARTS = 5_000


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class ReportTextView(View):
    """Bring in, look at, correct, compare, accept. Those who read drafts may look."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.user_can_read_drafts(request.user):
            raise Http404
        self.review = get_object_or_404(ReviewPage, pk=kwargs["review_id"])
        self.kind = _kind(kwargs["kind"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, review_id: int, kind: str) -> HttpResponse:
        return self._page(request)

    def post(self, request: HttpRequest, review_id: int, kind: str) -> HttpResponseBase:
        action = request.POST.get("action", "")
        acts = {
            "bring-in": self._bring_in,
            "bring-in-pdf": self._bring_in_pdf,
            "save": self._save,
            "accept": self._accept,
            "compare": self._compare,
            "remove": self._remove,
        }
        if action not in acts:
            return self._page(request, status=422)
        return acts[action](request, cast(User, request.user))

    def _bring_in(self, request: HttpRequest, user: User) -> HttpResponseBase:
        form = SourceForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                report_sources.bring_in(
                    review=self.review, kind=self.kind, upload=form.cleaned_data["file"], user=user
                )
            except PublicationRefused as refusal:
                for sentence in refusal.missing:
                    form.add_error("file", sentence)
            else:
                return self._back()
        return self._page(request, status=422, source_form=form)

    def _bring_in_pdf(self, request: HttpRequest, user: User) -> HttpResponseBase:
        try:
            report_sources.bring_in_pdf(review=self.review, kind=self.kind, user=user)
        except PublicationRefused as refusal:
            return self._refused(request, refusal)
        return self._back()

    def _save(self, request: HttpRequest, user: User) -> HttpResponseBase:
        typed = request.POST.getlist("part")[:MOST_PARTS]
        try:
            draft = report_drafts.save_text(
                review=self.review,
                kind=self.kind,
                text="\n\n".join(text.strip("\r\n") for text in typed),
                version=_version(request),
                user=user,
            )
        except PublicationRefused as refusal:
            return self._page(request, status=422, typed=typed, refused=refusal.missing)
        messages.success(request, f"Saved. This is version {draft.version} of the text.")
        return self._back()

    def _accept(self, request: HttpRequest, user: User) -> HttpResponseBase:
        form = AcceptForm(request.POST, review_id=self.review.pk)
        if form.is_valid():
            try:
                report_drafts.accept(
                    review=self.review, kind=self.kind, user=user, **form.cleaned_data
                )
            except PublicationRefused as refusal:
                for sentence in refusal.missing:
                    form.add_error(None, sentence)
            else:
                messages.success(
                    request, f"The text of the {self.kind.label} is part of the review now."
                )
                return self._back()
        return self._page(request, status=422, accept_form=form)

    def _compare(self, request: HttpRequest, user: User) -> HttpResponseBase:
        for draft in ReportDraft.objects.filter(review=self.review, kind=self.kind):
            report_drafts.compare_words(draft)
        return self._back()

    def _remove(self, request: HttpRequest, user: User) -> HttpResponseBase:
        try:
            report_drafts.remove(review=self.review, kind=self.kind, user=user)
        except PublicationRefused as refusal:
            return self._refused(request, refusal)
        messages.success(request, f"The text of the {self.kind.label} is removed.")
        return self._back()

    def _refused(self, request: HttpRequest, refusal: PublicationRefused) -> HttpResponseBase:
        for sentence in refusal.missing:
            messages.error(request, sentence)
        return self._back()

    def _back(self) -> HttpResponseBase:
        return redirect("review_report_text", self.review.pk, self.kind)

    def _page(
        self,
        request: HttpRequest,
        status: int = 200,
        typed: list[str] | None = None,
        refused: list[str] | None = None,
        **given: forms.Form,
    ) -> HttpResponse:
        draft = ReportDraft.objects.filter(review=self.review, kind=self.kind).first()
        file = published_files_of_draft(latest_draft(self.review)).get(self.kind)
        why_not = report_drafts.why_not_changed(self.review, cast(User, request.user))
        text_parts = parts_as_typed(typed) if typed else parts_of(draft.markup) if draft else []
        version = _version(request) if typed else draft.version if draft else 0
        context = {
            "page_title": f"{self.kind.label} online: {self.review.working_reference}",
            "review_page": self.review,
            "kind": self.kind,
            "draft": draft,
            "file": file,
            "pages": range(1, file.pages + 1) if file else (),
            "why_not": why_not,
            "parts": text_parts,
            "version": version,
            "problems": [(part, one) for part in text_parts for one in part.problems],
            "warnings": in_words(draft.warnings) if draft else [],
            "is_compared": bool(draft and file and draft.is_compared_with(file.sha256)),
            "is_for_this_file": bool(draft and file and draft.accepted_for == file.sha256),
            "refused": refused or [],
            "source_form": SourceForm(),
            "accept_form": AcceptForm(
                initial={"version": version, "reason": draft.reason if draft else ""},
                review_id=self.review.pk,
            ),
            **given,
        }
        return render(request, "reviews/admin/report_text.html", context, status=status)


@require_safe
@never_cache
def progress(request: HttpRequest, review_id: int, kind: str) -> JsonResponse:
    if not permissions.user_can_read_drafts(request.user):
        raise Http404
    draft = ReportDraft.objects.filter(review=review_id, kind=kind).first()
    under_way = draft is not None and draft.is_under_way
    return JsonResponse({"under_way": under_way, "words": "The file is being read.", "total": 0})


@require_safe
@never_cache
def page_picture(request: HttpRequest, review_id: int, kind: str, page: int) -> HttpResponse:
    """A page of the PDF, to look at beside the text."""
    if not permissions.user_can_read_drafts(request.user):
        raise PermissionDenied
    review = get_object_or_404(ReviewPage, pk=review_id)
    row = published_files_of_draft(latest_draft(review)).get(_kind(kind))
    if row is None or not 1 <= page <= row.pages:
        raise Http404
    try:
        with parts.local_copy(row) as path:
            picture = reading.page_picture(path, page, PICTURE_WIDTH)
    except (Refusal, FileNotFoundError) as error:
        raise Http404 from error
    response = HttpResponse(picture, content_type="image/png")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    return response


@require_safe
@never_cache
def draft_preview(request: HttpRequest, review_id: int, kind: str) -> HttpResponse:
    """The text as saved, accepted or not, on the page that readers would get."""
    if not permissions.user_can_read_drafts(request.user):
        raise Http404
    review = get_object_or_404(ReviewPage, pk=review_id)
    draft = get_object_or_404(ReportDraft, review=review, kind=_kind(kind))
    return _preview(request, content_of_draft(latest_draft(review)), kind, draft.html)


@require_safe
@never_cache
def edition_preview(request: HttpRequest, edition_id: int, kind: str) -> HttpResponse:
    """What was frozen, for those who judge it."""
    if not permissions.user_can_read_drafts(request.user):
        raise Http404
    edition = get_object_or_404(Edition, pk=edition_id)
    try:
        content = edition.content.read()
    except (EditionContent.DoesNotExist, DigestMismatch) as error:
        raise Http404 from error
    text = content.report(kind)
    if text is None:
        raise Http404
    return _preview(request, content, kind, text.html)


def _preview(request: HttpRequest, content: ReviewContent, kind: str, html: str) -> HttpResponse:
    file = content.file(kind)
    row = ReportFile.objects.filter(sha256=file.sha256).first() if file else None
    if file is None or row is None or not html:
        raise Http404
    return report_preview(request, content, file, reverse("report_file", args=[row.pk]), html)


def _kind(kind: str) -> FileKind:
    try:
        return FileKind(kind)
    except ValueError as error:
        raise Http404 from error


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else -1
