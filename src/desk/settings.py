"""Settings of the desk. What differs between machines comes from the environment; nothing secret is written
here."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parent
VAR = Path(os.environ.get("HOMEWARD_VAR", PACKAGE.parents[1] / "var"))
VAR.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    """The key that signs sessions: from the environment, else made once and kept readable by its owner alone."""
    path = VAR / "secret_key"
    if key := os.environ.get("HOMEWARD_SECRET_KEY"):
        return key
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


def _database(url: str, kind: str) -> dict[str, object]:
    """SQLite in the var folder by default; a postgresql:// address for a desk that has outgrown it. A mediator's
    postmark speaks of what lies on disk, so its database waits for the disk at every commit."""
    if not url:
        synchronous = "FULL" if kind == "mediator" else "NORMAL"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR / "homeward.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA foreign_keys=ON",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
    }


DEBUG = os.environ.get("HOMEWARD_DEBUG") == "1"
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("HOMEWARD_HOSTS", "127.0.0.1,localhost,testserver").split(",")
HOMEWARD_NOW = os.environ.get("HOMEWARD_NOW")
HOMEWARD_PARTY = os.environ.get("HOMEWARD_PARTY", "VRH")
HOMEWARD_KIND = os.environ.get("HOMEWARD_KIND", "headquarters")  # or mediator, observer: what kind of party we are
if HOMEWARD_KIND not in ("headquarters", "mediator", "observer"):
    raise ImproperlyConfigured("HOMEWARD_KIND is headquarters, mediator or observer.")
HOMEWARD_OTHER_PARTY = os.environ.get("HOMEWARD_OTHER_PARTY", "ZLS")
HOMEWARD_DESK_PASSPHRASE = os.environ.get("HOMEWARD_DESK_PASSPHRASE", "")
HOMEWARD_KEY_COST = (256 * 1024, 3, 4)  # of a guess at a passphrase: KiB of memory, passes, lanes (homeward.keys.Cost)
STORE = VAR / "store"

DATABASES = {"default": _database(os.environ.get("HOMEWARD_DATABASE_URL", ""), HOMEWARD_KIND)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = [
    "accounts",
    "audit",
    "evidence",
    "register",
    "linkage",
    "assessment",
    "dossier",
    "channel",
    "planner",
    "handover",
    "custody",
    "remains",
    "families",
    "aftercare",
    "record",
    "api",
    "today",
    "sample",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "desk",
    *(f"desk.{room}" for room in ROOMS),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "desk.uploads.AtMost",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "desk.accounts.access.DenyByDefault",
    "desk.flow.AfterAnAct",
]
ROOT_URLCONF = "desk.urls"
WSGI_APPLICATION = "desk.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "desk.accounts.rooms.rooms",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "desk.components"],
            "libraries": {"trace": "desk.trace_tag"},
        },
    },
]

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "today:today"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "desk.accounts.views.stale"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],  # the roll-call can be installed on a phone
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("uk", "Українська"), ("ru", "Русский")]
LOCALE_PATHS = [PACKAGE / "locale"]

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [PACKAGE / "static"]
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
