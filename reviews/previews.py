"""A draft in the public page's template, for editors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from home.context_processors import board_settings
from reviews.content import PublishedFile, ReviewContent
from reviews.drafts import content_of_draft, published_files_of_draft
from reviews.models import ReviewPage
from reviews.presentation import ReviewForTemplate, file_links
from reviews.report_pages import page_of
from reviews.report_views import context_of


def preview(request: HttpRequest, page: ReviewPage) -> HttpResponse:
    """A draft, in the template of the public page. Only the admin calls this."""
    draft = content_of_draft(page)
    admin_url = {
        row.sha256: reverse("report_file", args=[row.pk])
        for row in published_files_of_draft(page).values()
    }
    context = {
        "review": ReviewForTemplate(
            content=draft,
            scheme_label=board_settings(request).scheme_label(draft.scheme),
            files=file_links(
                draft.files,
                lambda file: admin_url[file.sha256],
                draft.reports,
                lambda file: reverse("review_report_preview", args=[page.pk, file.kind]),
            ),
            related=[],
        ),
        "record": None,
        "is_preview": True,
    }
    return render(request, "reviews/review.html", context)


def report_preview(
    request: HttpRequest, content: ReviewContent, file: PublishedFile, file_url: str, html: str
) -> HttpResponse:
    """A report on the page that readers would get. Only the admin calls this."""
    context = {
        **context_of(content, file.kind),
        "report": page_of(html),
        "file": file_links([file], lambda _: file_url)[0],
        "review_url": "",
        "is_preview": True,
    }
    return render(request, "reviews/report.html", context)
