from django.urls import path, re_path

from reviews import feeds, serving, views
from reviews.models import FileKind

KINDS = "|".join(FileKind.values)

urlpatterns = [
    path("", views.library, name="library"),
    path("feed/", feeds.ReviewFeed(), name="review_feed"),
    re_path(rf"^(?P<slug>[-\w]+)/(?P<kind>{KINDS})\.pdf$", serving.public_file, name="review_file"),
    path("<slug:slug>/edition.json", views.content, name="review_content"),
    path("<slug:slug>/", views.review, name="review"),
]
