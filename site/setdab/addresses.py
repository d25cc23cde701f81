"""Addresses of this site in full, for what is read elsewhere: canonical links, feeds, data."""

from django.conf import settings
from django.utils.encoding import escape_uri_path


def absolute(path: str) -> str:
    """A path of this site under ``BASE_URL``: a Host header is only the reader's word."""
    return settings.BASE_URL.rstrip("/") + path


def canonical_address(path: str) -> str:
    """The one address of what is at a path, whatever was asked after it."""
    return absolute(escape_uri_path(path))
