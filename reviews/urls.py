from django.urls import path, re_path

from reviews import feeds, serving, views
from reviews.library.views import library
from reviews.models import FileKind
from reviews.open_data import exports

KINDS = "|".join(FileKind.values)

urlpatterns = [
    path("", library, name="library"),
    path("feed/", feeds.ReviewFeed(), name="review_feed"),
    path("export.csv", exports.export_csv, name="export_csv"),
    path("export.json", exports.export_json, name="export_json"),
    # A slug may be in any script, which Django's own "slug" is not.
    re_path(rf"^(?P<slug>[-\w]+)/(?P<kind>{KINDS})\.pdf$", serving.public_file, name="review_file"),
    re_path(r"^(?P<slug>[-\w]+)/edition\.json$", views.content, name="review_content"),
    re_path(r"^(?P<slug>[-\w]+)/$", views.review, name="review"),
]
