from django.urls import path, re_path

from protocols.agreements import register_views, views

AGREEMENT = r"^(?P<slug>[-\w]+)/"
NUMBER = r"\d+(?:\.\d+)*"
VERSION = rf"{AGREEMENT}v(?P<number>{NUMBER})/"

urlpatterns = [
    path("register/", register_views.register_of_all, name="registers"),
    path("<slug:slug>/", views.agreement, name="agreement"),
    path("<slug:slug>/register/", register_views.register, name="register"),
    path("<slug:slug>/register.csv", register_views.register_csv, name="register_csv"),
    path("<slug:slug>/register.json", register_views.register_json, name="register_json"),
    path("<slug:slug>/compare/", views.choose_comparison, name="agreement_choose_comparison"),
    re_path(
        rf"{AGREEMENT}compare/v(?P<old>{NUMBER})/v(?P<new>{NUMBER})/$",
        views.compare,
        name="agreement_compare",
    ),
    re_path(rf"{VERSION}$", views.agreement_version, name="agreement_version"),
    re_path(rf"{VERSION}agreement\.pdf$", views.version_pdf, name="agreement_pdf"),
    re_path(rf"{VERSION}version\.json$", views.version_content, name="agreement_content"),
]
