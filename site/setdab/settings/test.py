"""For the test suite: production's own protections, with quick hashing and mail kept in memory."""

import os
import tempfile

os.environ["SECRET_KEY"] = "only-for-tests-" + "0" * 40
os.environ["ANONYMISATION_SECRET"] = "7e" * 32
os.environ["ALLOWED_HOSTS"] = "testserver,127.0.0.1,localhost"
os.environ["BASE_URL"] = "http://testserver"
os.environ["EMAIL_URL"] = "memory:"
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="setdab-test-")

from setdab.settings.production import *  # noqa: F403

DEMO_ACCOUNTS = False
REQUIRE_MFA = False
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
