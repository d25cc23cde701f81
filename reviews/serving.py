"""Sending report files: to the public after asking the ledger, to editors in the admin.

Three ways, one set of headers: this process sends the bytes, nginx does (``X-Accel-Redirect``), or
the reader is sent on to the bucket with an address signed for a minute.
"""

import re
from datetime import datetime
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import PermissionDenied
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
from setdab.storage import ConfidentialFolder

from reviews.addresses import current_by_slug
from reviews.models import ReportFile
from reviews.permissions import user_can_read_drafts
from reviews.verified import is_as_uploaded

PDF = "application/pdf"
FILE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII | re.IGNORECASE)
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


@require_safe
def admin_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Any file, for those who read drafts. The admin's own gate has asked for a login before."""
    if not user_can_read_drafts(request.user):
        raise PermissionDenied
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
    """The bytes on record or, where the storage holds others or none, 404."""
    if not is_as_uploaded(row):
        raise Http404
    disposition = f"inline; filename*=UTF-8''{quote(name)}"
    if name.isascii():
        disposition = f'inline; filename="{name}"'
    if not isinstance(row.storage, ConfidentialFolder):
        # A signature is for one method, so a HEAD request gets its own.
        response: HttpResponseBase = HttpResponseRedirect(
            row.storage.signed_address(
                row.stored_as,
                disposition=disposition,
                content_type=PDF,
                method=request.method or "GET",
            )
        )
        # Kept and used again, this redirect would lead to an address that has run out.
        cache_control = "no-store"
    elif settings.FILES_SENT_BY_NGINX:
        response = _from_nginx(row)
        response.headers["Content-Disposition"] = disposition
    else:
        response = _from_here(request, row, modified)
        response.headers["Content-Disposition"] = disposition
    response.headers["Cache-Control"] = cache_control
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    # A search engine's copy would outlive a withdrawal.
    response.headers["X-Robots-Tag"] = "noarchive"
    return response


def _from_nginx(row: ReportFile) -> HttpResponseBase:
    """Ranges and conditional requests are nginx's: it has validators of its own."""
    response = HttpResponse(content_type=PDF)
    response.headers["X-Accel-Redirect"] = NGINX_PREFIX + quote(row.stored_as)
    return response


def _from_here(request: HttpRequest, row: ReportFile, modified: datetime) -> HttpResponseBase:
    etag = f'"{row.sha256}"'
    unchanged = get_conditional_response(request, etag, int(modified.timestamp()), None)
    response = unchanged or _whole_or_range(request, row, etag)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified.timestamp())
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _whole_or_range(request: HttpRequest, row: ReportFile, etag: str) -> HttpResponseBase:
    wanted = wanted_range(request, row.size, etag)
    if wanted is not None and not wanted:
        response: HttpResponseBase = HttpResponse(status=416)
        response.headers["Content-Range"] = f"bytes */{row.size}"
        return response
    sent = range(row.size) if wanted is None else wanted
    if request.method == "HEAD":
        response = HttpResponse(content_type=PDF)
    else:
        stored = row.storage.open(row.stored_as, "rb")
        stored.seek(sent.start)
        response = FileResponse(_Limited(stored, len(sent)), content_type=PDF)
    response.headers["Content-Length"] = str(len(sent))
    if wanted is not None:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {sent.start}-{sent.stop - 1}/{row.size}"
    return response


def wanted_range(request: HttpRequest, size: int, etag: str) -> range | None:
    """The bytes asked for: none of them where the range lies beyond the end, and ``None`` for the
    whole file. A reader who asks for several ranges, or for nonsense, may be sent the whole file.
    """
    match = RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method != "GET" or match is None:
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    first, last = match.groups()
    if first:
        if last and int(last) < int(first):
            return None
        return range(int(first), min(int(last) + 1, size) if last else size)
    return range(max(size - int(last), 0), size) if last else None


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
