"""For weighing pages: the starter content, served as in production but without TLS."""

import os

from setdab.settings.development import *  # noqa: F403

DEBUG = False
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
}
STATIC_ROOT = os.environ["BENCH_STATIC_ROOT"]
