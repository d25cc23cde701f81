"""Sends a stored file as a download, from wherever the private storage keeps it."""

import mimetypes
from urllib.parse import quote

from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.utils.cache import get_conditional_response
from setdab.storage import SIGNED_ADDRESS_SECONDS, ConfidentialFolder

from protocols.models.templates import private_storage

FILE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
NGINX_PREFIX = "/confidential/"


def send_file(
    request: HttpRequest,
    *,
    name: str,
    etag: str,
    file_name: str,
    content_type: str = "",
    is_public: bool = True,
) -> HttpResponseBase:
    """Always as an attachment, never kept by caches without asking again."""
    content_type = content_type or mimetypes.guess_type(file_name)[0] or "application/octet-stream"
    disposition = f"attachment; filename*=UTF-8''{quote(file_name)}"
    if file_name.isascii() and '"' not in file_name and "\\" not in file_name:
        disposition = f'attachment; filename="{file_name}"'
    unchanged = get_conditional_response(request, f'"{etag}"') if etag else None
    response = unchanged or _body(name, disposition, content_type)
    if etag:
        response.headers["ETag"] = f'"{etag}"'
    response.headers["Cache-Control"] = "no-cache" if is_public else "private, no-store"
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _body(name: str, disposition: str, content_type: str) -> HttpResponseBase:
    storage = private_storage()
    if not isinstance(storage, ConfidentialFolder):
        parameters = {
            "ResponseContentDisposition": disposition,
            "ResponseContentType": content_type,
            "ResponseCacheControl": "no-store",
        }
        address = storage.url(name, parameters=parameters, expire=SIGNED_ADDRESS_SECONDS)  # type: ignore[call-arg]
        return HttpResponseRedirect(address)
    if not storage.exists(name):
        raise Http404
    if settings.FILES_SENT_BY_NGINX:
        response: HttpResponseBase = HttpResponse(content_type=content_type)
        response.headers["X-Accel-Redirect"] = NGINX_PREFIX + quote(name)
    else:
        response = FileResponse(storage.open(name, "rb"), content_type=content_type)
        response.headers["Content-Length"] = str(storage.size(name))
    response.headers["Content-Disposition"] = disposition
    return response
