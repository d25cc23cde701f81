"""The public pages of the template forms: the list, one form, its versions, its files, all at once."""

import re
from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from protocols.models import FileFormat, ReviewStage, TemplateVersion
from protocols.models.templates import CONTENT_TYPES
from protocols.sending import send_file
from protocols.template_forms.files import current_bundle, current_contents, stored_bytes

PER_PAGE = 100
SECTION = {"text": "Information sharing", "href": "/information-sharing/"}
BUNDLE_NAME = "template-forms.zip"
FILE_NAME = re.compile(
    r"(?P<slug>[-a-z0-9]+)-template-v(?P<number>[1-9]\d{0,3})\.(?P<file_format>docx|pdf)"
)


@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    paginator = Paginator(TemplateVersion.objects.current(), PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    stages = [
        {"label": ReviewStage(stage).label, "id": stage, "versions": list(versions)}
        for stage, versions in groupby(page.object_list, key=lambda version: version.form.stage)
    ]
    context = {
        "stages": stages,
        "paginator_page": page,
        "bundle": current_bundle(current_contents()),
        "breadcrumbs": [{"text": "Home", "href": "/"}, SECTION],
    }
    return _asked_again(render(request, "protocols/template_list.html", context))


@require_safe
def template_form(request: HttpRequest, slug: str) -> HttpResponse:
    version = TemplateVersion.objects.current().filter(form__slug=slug).first()
    if version is None:
        raise Http404
    return _page(request, version, version)


@require_safe
def template_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Any version by its own address, which it keeps when there is a newer one."""
    version = TemplateVersion.objects.public().filter(form__slug=slug, number=number).first()
    current = TemplateVersion.objects.current().filter(form__slug=slug).first()
    if version is None or current is None:
        raise Http404
    return _page(request, version, current)


@require_safe
def template_file(request: HttpRequest, slug: str, file_name: str) -> HttpResponseBase:
    """A file of a version; those who look after the forms may also see what is not public."""
    match = FILE_NAME.fullmatch(file_name)
    if match is None or match["slug"] != slug:
        raise Http404
    versions = TemplateVersion.objects.filter(form__slug=slug, number=int(match["number"]))
    version = versions.public().first()
    is_public = version is not None
    if version is None and _looks_after_forms(request):
        version = versions.select_related("form").first()
    kind = FileFormat(match["file_format"])
    stored = version.stored(kind) if version else None
    if version is None or stored is None:
        raise Http404
    return send_file(
        request,
        name=stored.name,
        etag=stored.sha256,
        file_name=version.file_name(kind),
        content_type=CONTENT_TYPES[kind],
        is_public=is_public,
    )


@require_safe
def template_bundle(request: HttpRequest) -> HttpResponseBase:
    """The stored zip: packed when a form was published, and only while nothing has changed since."""
    bundle = current_bundle(current_contents())
    name = bundle.file.name if bundle else None
    if bundle is None or name is None or stored_bytes(name, bundle.sha256) is None:
        raise Http404
    return send_file(
        request,
        name=name,
        etag=bundle.sha256,
        file_name=BUNDLE_NAME,
        content_type="application/zip",
    )


def _page(request: HttpRequest, version: TemplateVersion, current: TemplateVersion) -> HttpResponse:
    others = TemplateVersion.objects.public().filter(form=version.form).exclude(pk=version.pk)
    is_current = version.pk == current.pk
    address = current.form.get_absolute_url() if is_current else version.get_absolute_url()
    context = {
        "version": version,
        "current": None if is_current else current,
        "others": others.order_by("-number"),
        "canonical": address,
        "breadcrumbs": [
            {"text": "Home", "href": "/"},
            SECTION,
            {"text": "Templates and forms", "href": reverse("template_list")},
        ],
    }
    return _asked_again(render(request, "protocols/template_form.html", context))


def _looks_after_forms(request: HttpRequest) -> bool:
    user = request.user
    return user.is_authenticated and user.has_perm("protocols.change_templateform")


def _asked_again(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-cache"
    return response
