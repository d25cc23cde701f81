from django.urls import path, register_converter

from protocols.template_forms import views


class FormFileConverter:
    """The name of a downloadable form: what is saved is called as its address says."""

    regex = r"[-a-z0-9]+\.(?:docx|pdf)"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FormFileConverter, "form_file")

# Under /information-sharing/templates/.
urlpatterns = [
    path("", views.template_list, name="template_list"),
    path(f"all/{views.BUNDLE_NAME}", views.template_bundle, name="template_bundle"),
    path("<slug:slug>/", views.template_form, name="template_form"),
    path("<slug:slug>/version-<int:number>/", views.template_version, name="template_version"),
    path("<slug:slug>/<form_file:file_name>", views.template_file, name="template_file"),
]
