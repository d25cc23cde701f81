"""The base of every settings module. Anything that protects people is set here, and fails closed.

Every value comes from an environment variable that ``docs/operations.md`` documents; a missing or
useless one stops the start with its name.
"""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env

from setdab.security import ADMIN_POLICY, PUBLIC_POLICY
from setdab.storage import file_storages

env = Env()

PROJECT_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = Path(env.str("VAR_DIR", str(PROJECT_DIR / "var")))

DEBUG = False
DEMO_ACCOUNTS = False
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must be at least 50 characters of random text.")
# Of protected identifiers: docs/data-protection.md. Without it the site runs, and nothing is cleared.
_secret_file = env.str("ANONYMISATION_SECRET_FILE", "")
_secret = (
    Path(_secret_file).read_text().strip() if _secret_file else env.str("ANONYMISATION_SECRET", "")
)
try:
    ANONYMISATION_SECRET: bytes | None = bytes.fromhex(_secret) or None
except ValueError as error:
    raise ImproperlyConfigured("ANONYMISATION_SECRET must be hexadecimal digits.") from error
if ANONYMISATION_SECRET is not None and len(ANONYMISATION_SECRET) != 32:
    raise ImproperlyConfigured("ANONYMISATION_SECRET must be 64 hexadecimal digits.")
if not any(ALLOWED_HOSTS) or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must list the site's host names, and never '*'.")
BASE_URL = env.str("BASE_URL", f"https://{ALLOWED_HOSTS[0]}")
FOUND_BY_SEARCH_ENGINES = env.bool("FOUND_BY_SEARCH_ENGINES", True)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [BASE_URL])

INSTALLED_APPS = [
    "setdab.accounts",
    "setdab.outbox",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail.search",
    "wagtail",
    "modelcluster",
    "taggit",
    "home",
    "protocols",
    "reviews",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "setdab.security.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "setdab.compression.CompressPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "setdab.accounts.mfa.RequireMfaMiddleware",
    "reviews.refusals.PublicationRefusedMiddleware",
]

ROOT_URLCONF = "setdab.urls"
WSGI_APPLICATION = "setdab.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_DIR / "site" / "setdab" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.board",
            ],
            "libraries": {
                "components": "setdab.templatetags.components",
                "found": "setdab.templatetags.found",
            },
        },
    },
]

DATABASES = {"default": env.dj_db_url("DATABASE_URL", conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        "PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000;",
    }
else:
    # Of disks without moving parts PostgreSQL by itself expects too little, and reads whole tables;
    # and the joins of ``Publication.objects.current()`` take it longer to plan than to run.
    # What the address itself says (``?sslmode=require``) stays.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options", "-c random_page_cost=1.1 -c join_collapse_limit=4 -c from_collapse_limit=4"
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.dj_cache_url("CACHE_URL", "locmem://")}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    *(
        {"NAME": f"django.contrib.auth.password_validation.{name}"}
        for name in (
            "UserAttributeSimilarityValidator",
            "CommonPasswordValidator",
            "NumericPasswordValidator",
        )
    ),
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
ACCOUNT_ADAPTER = "setdab.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# Without it, attempts to log in are counted by nginx's address: one attacker locks everybody out.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 1)
ACCOUNT_FORMS = {
    "login": "setdab.accounts.forms.LoginForm",
    "reauthenticate": "setdab.accounts.forms.ReauthenticateForm",
    "change_password": "setdab.accounts.forms.ChangePasswordForm",
    "reset_password": "setdab.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "setdab.accounts.forms.ResetPasswordKeyForm",
}
MFA_FORMS = {
    "authenticate": "setdab.accounts.forms.CodeForm",
    "reauthenticate": "setdab.accounts.forms.CodeAgainForm",
    "activate_totp": "setdab.accounts.forms.ActivateForm",
    "deactivate_totp": "setdab.accounts.forms.DeactivateForm",
    "generate_recovery_codes": "setdab.accounts.forms.RecoveryCodesForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "SETDAB"
REQUIRE_MFA = True

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
WAGTAIL_I18N_ENABLED = False

STATIC_URL = "/static/"
STATIC_ROOT = PROJECT_DIR / "static" / "collected"
STATICFILES_DIRS = [
    ("build", PROJECT_DIR / "static" / "build"),
    ("site", PROJECT_DIR / "static" / "site"),
]
MEDIA_URL = "/media/"
STORAGES = {
    **file_storages(env, VAR_DIR),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILES_SENT_BY_NGINX = env.bool("FILES_SENT_BY_NGINX", False)
FILE_UPLOAD_TEMP_DIR = env.str("FILE_UPLOAD_TEMP_DIR", None)
REPORT_FILE_MAX_BYTES = 50 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Wagtail's page editor posts one field for each block and panel.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_CONFIG = env.dj_email_url("EMAIL_URL")
if "EMAIL_BACKEND" not in EMAIL_CONFIG:
    raise ImproperlyConfigured("EMAIL_URL must begin with submission: (or smtp: on this machine).")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"no-reply@{ALLOWED_HOSTS[0]}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

WAGTAIL_SITE_NAME = "Domestic Abuse Board"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "reviews.workflow_finish.publish_or_refuse"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# Served by protocols.documents alone, and only while a published page uses them.
WAGTAILDOCS_DOCUMENT_MODEL = "protocols.LibraryDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

CONTENT_SECURITY_POLICY = {"DIRECTIVES": PUBLIC_POLICY}
ADMIN_CONTENT_SECURITY_POLICY = ADMIN_POLICY
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_NAME = "session"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    # At INFO, Wagtail writes the titles of drafts.
    "loggers": {name: {"level": "WARNING"} for name in ("wagtail", "django_tasks", "pikepdf")},
}
