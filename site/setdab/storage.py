"""Where files lie: a folder, or S3-compatible buckets. The environment chooses.

``default`` holds the site's own media and may be public. ``confidential`` holds report files: it has
no public address at all, and on S3 only addresses signed for a minute.
"""

import time
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage
from environs import Env

SIGNED_ADDRESS_SECONDS = 60
# A second change within the tick of a file system's clock leaves the same times behind.
CLOCK_TICK_SECONDS = 1.0


@dataclass(frozen=True)
class Fingerprint:
    """What the storage says of a file without reading it: another one means other bytes.

    ``lasting`` is false while a change could still leave the same fingerprint.
    """

    mark: tuple[Hashable, ...]
    lasting: bool


class ConfidentialFolder(FileSystemStorage):
    """A folder whose files have no address: Django would otherwise build one from ``MEDIA_URL``."""

    def url(self, name: str | None) -> NoReturn:
        raise ValueError("A confidential file has no public address.")

    def fingerprint(self, name: str) -> Fingerprint:
        """Raises ``FileNotFoundError`` where there is none."""
        path = Path(self.path(name))
        stat = path.stat()
        # ctime: unlike the other times, it can't be set back.
        mark = (str(path), stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
        return Fingerprint(mark, lasting=time.time() - stat.st_ctime > CLOCK_TICK_SECONDS)


def file_storages(env: Env, var_dir: Path) -> dict[str, dict[str, Any]]:
    """Django's ``STORAGES`` entries for ``default`` and ``confidential``."""
    kind = env.str("FILE_STORAGE", "folder")
    if kind == "s3":
        return _s3(env)
    if kind == "folder":
        return _folders(var_dir)
    raise ImproperlyConfigured("FILE_STORAGE must be 'folder' or 's3'.")


def _folders(var_dir: Path) -> dict[str, dict[str, Any]]:
    return {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(var_dir / "media")},
        },
        "confidential": {
            "BACKEND": "setdab.storage.ConfidentialFolder",
            "OPTIONS": {
                "location": str(var_dir / "confidential"),
                # A name is the digest of the bytes, so a second writer writes the same ones.
                "allow_overwrite": True,
                "file_permissions_mode": 0o640,
                "directory_permissions_mode": 0o750,
            },
        },
    }


def _s3(env: Env) -> dict[str, dict[str, Any]]:
    account = {
        "endpoint_url": env.str("S3_ENDPOINT_URL", None),
        "region_name": env.str("S3_REGION", "eu-west-2"),
        "access_key": env.str("S3_ACCESS_KEY_ID"),
        "secret_key": env.str("S3_SECRET_ACCESS_KEY"),
        "signature_version": "s3v4",
        "addressing_style": env.str("S3_ADDRESSING_STYLE", "auto"),
        "default_acl": None,
    }
    for name in ("S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"):
        # Without them boto3 would look for other credentials on the machine.
        if not env.str(name):
            raise ImproperlyConfigured(f"{name} must not be empty.")
    public = env.str("S3_PUBLIC_BUCKET")
    confidential = env.str("S3_CONFIDENTIAL_BUCKET")
    if not public or not confidential or public == confidential:
        raise ImproperlyConfigured(
            "S3_PUBLIC_BUCKET and S3_CONFIDENTIAL_BUCKET must name two different buckets."
        )
    return {
        "default": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                **account,
                "bucket_name": public,
                "querystring_auth": False,
                "file_overwrite": False,
            },
        },
        "confidential": {
            "BACKEND": "setdab.bucket.ConfidentialBucket",
            "OPTIONS": {
                **account,
                "bucket_name": confidential,
                "querystring_auth": True,
                "querystring_expire": SIGNED_ADDRESS_SECONDS,
                "file_overwrite": True,
                "max_memory_size": 5 * 1024 * 1024,
                # Otherwise the type that an uploader's browser claimed.
                "object_parameters": {"ContentType": "application/octet-stream"},
            },
        },
    }
