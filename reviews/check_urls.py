from django.urls import URLPattern, path

from reviews.check_records import IntruderNoteView, record
from reviews.check_views import CheckView, finding_page, progress
from reviews.protected_views import NamingsView, RegisterView, RemovePersonView


def check_urls() -> list[URLPattern]:
    return [
        path("reviews/<int:review_id>/check/", CheckView.as_view(), name="review_check"),
        path("reviews/<int:review_id>/check/progress/", progress, name="review_check_progress"),
        path("reviews/<int:review_id>/check/record/", record, name="review_check_record"),
        path(
            "reviews/<int:review_id>/check/note/",
            IntruderNoteView.as_view(),
            name="review_intruder_note",
        ),
        path("reviews/checks/findings/<int:pk>/page.png", finding_page, name="review_finding_page"),
        path(
            "reviews/<int:review_id>/identifiers/",
            RegisterView.as_view(),
            name="review_identifiers",
        ),
        path(
            "reviews/<int:review_id>/identifiers/<int:pk>/remove/",
            RemovePersonView.as_view(),
            name="review_identifiers_remove",
        ),
        path("reviews/<int:review_id>/namings/", NamingsView.as_view(), name="review_namings"),
    ]
