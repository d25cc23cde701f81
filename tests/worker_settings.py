"""Settings of the real worker that tests/test_outbox.py starts: a database in a file, a short claim."""

import os

from setdab.settings.test import *  # noqa: F403

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ.get("TEST_SMTP_PORT", "0"))
EMAIL_TIMEOUT = 5
OUTBOX_CLAIM_SECONDS = 3
