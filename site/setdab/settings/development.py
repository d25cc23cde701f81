"""For one person's machine: demo accounts, no TLS, mail printed to the console."""

import os
from pathlib import Path

_VAR = Path(os.environ.setdefault("VAR_DIR", str(Path(__file__).resolve().parents[3] / "var")))
os.environ.setdefault("SECRET_KEY", "only-for-development-" + "0" * 40)
os.environ.setdefault("ANONYMISATION_SECRET", "de" * 32)
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")
os.environ.setdefault("BASE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_VAR}/setdab.sqlite3")
os.environ.setdefault("EMAIL_URL", "console:")

from setdab.settings.production import *  # noqa: E402,F403

DEBUG = True
DEMO_ACCOUNTS = True
REQUIRE_MFA = False
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
