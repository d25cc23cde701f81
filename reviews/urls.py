from django.urls import include, path, re_path

from reviews import citing, feeds, report_views, serving, views
from reviews.alerts import urls as alerts_urls
from reviews.concerns import views as concerns
from reviews.library.views import library
from reviews.models import FileKind
from reviews.open_data import exports

KINDS = "|".join(FileKind.values)

urlpatterns = [
    path("", library, name="library"),
    path("feed/", feeds.ReviewFeed(), name="review_feed"),
    path("alerts/", include(alerts_urls)),
    path("other-format/", concerns.other_format, name="other_format"),
    path("other-format/sent/", concerns.other_format_sent, name="other_format_sent"),
    path("export.csv", exports.export_csv, name="export_csv"),
    path("export.json", exports.export_json, name="export_json"),
    # A slug may be in any script, which Django's own "slug" is not.
    re_path(rf"^(?P<slug>[-\w]+)/(?P<kind>{KINDS})\.pdf$", serving.public_file, name="review_file"),
    re_path(rf"^(?P<slug>[-\w]+)/(?P<kind>{KINDS})/$", report_views.report, name="review_report"),
    re_path(r"^(?P<slug>[-\w]+)/edition\.json$", views.content, name="review_content"),
    re_path(
        r"^(?P<slug>[-\w]+)/citation\.(?P<suffix>bib|ris)$",
        citing.citation_file,
        name="citation_file",
    ),
    re_path(r"^(?P<slug>[-\w]+)/concern/$", concerns.concern, name="concern"),
    re_path(r"^(?P<slug>[-\w]+)/concern/sent/$", concerns.concern_sent, name="concern_sent"),
    re_path(
        r"^(?P<slug>[-\w]+)/other-format/$", concerns.other_format, name="other_format_of_review"
    ),
    re_path(r"^(?P<slug>[-\w]+)/$", views.review, name="review"),
]
