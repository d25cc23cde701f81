"""Where files lie: a folder, or S3-compatible buckets. The environment chooses.

``default`` holds the site's own media and may be public. ``confidential`` holds report files: it has
no public address at all, and on S3 only addresses signed for a minute.
"""

from pathlib import Path
from typing import Any, NoReturn

from django.core.files.storage import FileSystemStorage
from environs import Env

SIGNED_ADDRESS_SECONDS = 60


class ConfidentialFolder(FileSystemStorage):
    """A folder whose files have no address: Django would otherwise build one from ``MEDIA_URL``."""

    def url(self, name: str | None) -> NoReturn:
        raise ValueError("A confidential file has no public address.")


def file_storages(env: Env, var_dir: Path) -> dict[str, dict[str, Any]]:
    """Django's ``STORAGES`` entries for ``default`` and ``confidential``."""
    if env.str("FILE_STORAGE", "folder") == "s3":
        return _s3(env)
    return _folders(var_dir)


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
                "file_permissions_mode": 0o640,
                "directory_permissions_mode": 0o750,
            },
        },
    }


def _s3(env: Env) -> dict[str, dict[str, Any]]:
    backend = "storages.backends.s3.S3Storage"
    account = {
        "endpoint_url": env.str("S3_ENDPOINT_URL", None),
        "region_name": env.str("S3_REGION", "eu-west-2"),
        "access_key": env.str("S3_ACCESS_KEY_ID"),
        "secret_key": env.str("S3_SECRET_ACCESS_KEY"),
        "signature_version": "s3v4",
        "addressing_style": env.str("S3_ADDRESSING_STYLE", "auto"),
        "default_acl": None,
        "file_overwrite": False,
    }
    return {
        "default": {
            "BACKEND": backend,
            "OPTIONS": {
                **account,
                "bucket_name": env.str("S3_PUBLIC_BUCKET"),
                "querystring_auth": False,
            },
        },
        "confidential": {
            "BACKEND": backend,
            "OPTIONS": {
                **account,
                "bucket_name": env.str("S3_CONFIDENTIAL_BUCKET"),
                "querystring_auth": True,
                "querystring_expire": SIGNED_ADDRESS_SECONDS,
            },
        },
    }
