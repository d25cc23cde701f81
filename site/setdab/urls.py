from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from home.views import robots_txt, search, sitemap
from protocols import urls as protocols_urls
from protocols.documents import serve_document
from reviews import urls as reviews_urls
from reviews.open_data import urls as open_data_urls
from setdab import health

login = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("robots.txt", robots_txt, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("search/", search, name="search"),
    # Wagtail's own login forms know nothing of two-step login and rate limits.
    path("manage/login/", login),
    path("_util/login/", login),
    path("accounts/", include("allauth.urls")),
    path("manage/", include(wagtailadmin_urls)),
    # In the place of Wagtail’s own view for documents, under its name.
    path("documents/<int:pk>/<str:filename>", serve_document, name="wagtaildocs_serve"),
    path("information-sharing/", include(protocols_urls)),
    path("reviews/", include(reviews_urls)),
    path("api/", include(open_data_urls)),
    path("", include(wagtail_urls)),
]

handler400 = "setdab.errors.bad_request"
handler403 = "setdab.errors.permission_denied"
handler404 = "setdab.errors.page_not_found"
handler500 = "setdab.errors.server_error"
