"""Sending report files: to the public after asking the ledger, to editors in the admin."""

import re
from datetime import datetime
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.decorators import user_passes_test
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from setdab.storage import SIGNED_ADDRESS_SECONDS, ConfidentialFolder

from reviews.files import stored_digest
from reviews.models import ReportFile
from reviews.permissions import user_can_read_drafts
from reviews.views import current_by_slug

FILE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
RANGE = re.compile(r"bytes=(\d*)-(\d*)")
NGINX_PREFIX = "/confidential/"


@require_safe
def public_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """A file of the current edition. All else is one and the same 404, existing or not."""
    publication = current_by_slug(slug)
    file = publication.content.file(kind) if publication else None
    row = ReportFile.objects.filter(sha256=file.sha256).first() if file else None
    if publication is None or row is None:
        raise Http404
    return send(
        request,
        row,
        name=f"{slug}-{kind}.pdf",
        modified=publication.public_from,
        cache_control="no-cache",
    )


@user_passes_test(user_can_read_drafts)
@require_safe
def admin_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(ReportFile, pk=pk)
    return send(
        request,
        row,
        name=f"draft-{row.kind}.pdf",
        modified=row.uploaded_at,
        cache_control="private, no-store",
    )


def send(
    request: HttpRequest, row: ReportFile, *, name: str, modified: datetime, cache_control: str
) -> HttpResponseBase:
    etag = f'"{row.sha256}"'
    response = get_conditional_response(request, etag, int(modified.timestamp()), None)
    if response is None:
        response = _body(request, row, name, etag)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified.timestamp())
    response.headers["Cache-Control"] = cache_control
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _body(request: HttpRequest, row: ReportFile, name: str, etag: str) -> HttpResponseBase:
    disposition = f"inline; filename*=UTF-8''{quote(name)}"
    if name.isascii():
        disposition = f'inline; filename="{name}"'
    storage = row.file.storage
    if not isinstance(storage, ConfidentialFolder):
        parameters = {
            "ResponseContentDisposition": disposition,
            "ResponseContentType": "application/pdf",
            "ResponseCacheControl": "no-store",
        }
        return HttpResponseRedirect(
            storage.url(row.file.name, parameters=parameters, expire=SIGNED_ADDRESS_SECONDS)
        )
    if settings.FILES_SENT_BY_NGINX:
        response: HttpResponseBase = HttpResponse(content_type="application/pdf")
        response.headers["X-Accel-Redirect"] = NGINX_PREFIX + quote(row.file.name or "")
    else:
        response = _from_folder(request, row, etag)
    response.headers["Content-Disposition"] = disposition
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _from_folder(request: HttpRequest, row: ReportFile, etag: str) -> HttpResponseBase:
    """The bytes themselves, whole or one range, once they are seen to be the ones on record."""
    if stored_digest(row) != row.sha256:
        raise Http404
    start, end = 0, row.size - 1
    wanted = request.headers.get("Range", "") if _range_applies(request, etag) else ""
    if match := RANGE.fullmatch(wanted):
        first, last = match.groups()
        if first:
            start = int(first)
            end = min(int(last), end) if last else end
        elif last:
            start = max(row.size - int(last), 0)
        if not (first or last) or start > end or (last == "0" and not first):
            response = HttpResponse(status=416)
            response.headers["Content-Range"] = f"bytes */{row.size}"
            return response
    stored = row.file.storage.open(row.file.name, "rb")
    stored.seek(start)
    length = end - start + 1
    partial = bool(match)
    response = FileResponse(
        _Limited(stored, length), content_type="application/pdf", status=206 if partial else 200
    )
    response.headers["Content-Length"] = str(length)
    if partial:
        response.headers["Content-Range"] = f"bytes {start}-{end}/{row.size}"
    return response


def _range_applies(request: HttpRequest, etag: str) -> bool:
    condition = request.headers.get("If-Range")
    return condition is None or condition == etag


class _Limited:
    """A file that ends after so many bytes."""

    def __init__(self, file: IO[bytes], length: int) -> None:
        self.file, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        size = self.left if size < 0 else min(size, self.left)
        chunk = self.file.read(size)
        self.left -= len(chunk)
        return chunk

    def close(self) -> None:
        self.file.close()
