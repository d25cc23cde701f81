from django.urls import URLPattern, path

from reviews import report_admin


def report_urls() -> list[URLPattern]:
    base = "reviews/<int:review_id>/on-line/<slug:kind>/"
    return [
        path(base, report_admin.ReportTextView.as_view(), name="review_report_text"),
        path(f"{base}progress/", report_admin.progress, name="review_report_progress"),
        path(f"{base}preview/", report_admin.draft_preview, name="review_report_preview"),
        path(f"{base}pages/<int:page>.png", report_admin.page_picture, name="review_report_page"),
        path(
            "reviews/editions/<int:edition_id>/on-line/<slug:kind>/",
            report_admin.edition_preview,
            name="review_edition_report",
        ),
    ]
