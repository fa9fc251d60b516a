"""Django settings, all from the environment (see .env.example).

`SITE_URL=http://localhost…`, and nothing else, turns off the SSL redirect, HSTS and the `__Host-` prefix.
"""

import os
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from portal.config.api import *  # noqa: F403 - how programs come in
from portal.config.environment import (
    database,
    file_storage,
    flag,
    is_demo,
    is_local,
    mail_backend,
    port,
    secret,
)
from portal.config.logs import LOGS
from portal.config.people import *  # noqa: F403 - who they are and how they log in
from portal.config.security import *  # noqa: F403 - what holds wherever it runs
from portal.config.work import *  # noqa: F403 - what is done in the background
from portal.embedded import paths

BASE_DIR = paths.ROOT
STATE = paths.state_folder()

PORT = port()
SITE_URL = os.environ.get("SITE_URL", f"http://localhost:{PORT}").rstrip("/")
LOCAL = is_local(SITE_URL)
DEBUG = flag("DEBUG")
DEMO = is_demo(local=LOCAL)
SECRET_KEY = secret("SECRET_KEY", state=STATE, local=LOCAL)
# Keys of customer pseudonyms are derived from this one, per partner (usage/customer_key.py).
PSEUDONYM_KEY = secret("PSEUDONYM_KEY", state=STATE, local=LOCAL)
# Secrets of second factors and bank accounts; several, separated by commas: the first encrypts.
ENCRYPTION_KEY = secret("ENCRYPTION_KEY", state=STATE, local=LOCAL, formerly="MFA_KEY")
ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname, *filter(None, os.environ.get("ALLOWED_HOSTS", "").split(","))]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "portal.accounts",
    "portal.api",
    "portal.audit",
    "portal.files",
    "portal.notices",
    "portal.partners",
    "portal.web",
    "portal.home",
    "portal.workbooks",
    "portal.embedded",
    "portal.demo",
    "agreements",
    "usage",
    "settlements.apps.SettlementsConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_tables2",
    "django_filters",
    "pgtrigger",
    "rest_framework",
    "drf_spectacular",
    "lucide",
    "portal.config.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "portal.web.request_id.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.api.middleware.ApiMiddleware",
    "portal.web.nul_bytes.NulBytesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.accounts.middleware.ReaderMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "portal.accounts.middleware.SecondFactorMiddleware",
    "portal.partners.viewing.middleware.ViewingMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "portal.config.urls"
WSGI_APPLICATION = "portal.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "portal.web.context.page",
                "portal.accounts.context.people",
                "portal.notices.context.bell",
                "settlements.payouts.context.payments",
            ],
            "builtins": ["portal.web.templatetags.display", "django.templatetags.i18n"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DJANGO_TABLES2_TEMPLATE = "elements/table.html"

DATABASES = {
    "default": database(os.environ.get("DATABASE_URL") or paths.database_url(), pool=flag("DATABASE_POOL"))
}
# Shared by all processes: rate limits and used codes are counted in it. Made by a migration of accounts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        # Beyond these, old ones go: with few, counts of wrong passwords would be forgotten.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL

# Mail: the demo's stays in the portal, on a page
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = flag("EMAIL_USE_TLS"), flag("EMAIL_USE_SSL")
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = mail_backend(demo=DEMO, local=LOCAL)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "portal@localhost")

# Languages
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("de", _("German")),
    ("id", _("Indonesian")),
    ("ja", _("Japanese")),
    ("hi", _("Hindi")),
    ("ar", _("Arabic")),
]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

# Files: static ones from the app, everything handed in outside the web root
STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
STATICFILES_DIRS = [BASE_DIR / "portal" / "static"]
MEDIA_ROOT = STATE / "files"
STORAGES = {
    "default": file_storage(),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or flag("PLAIN_STATIC")
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_HANDLERS = ["portal.files.upload_limit.LimitedUpload"]
USAGE_MAX_BYTES = int(os.environ.get("USAGE_MAX_BYTES", str(2 * 1024**3)))
# Months after their period in which files and rows of usage are erased where terms say nothing; 0: kept.
USAGE_KEPT_MONTHS = int(os.environ.get("USAGE_KEPT_MONTHS", "0"))
# Chunks of one report in line or at work at the same time: as many workers as may be busy with it.
USAGE_CHUNKS_AT_ONCE = int(os.environ.get("USAGE_CHUNKS_AT_ONCE", "8"))
# About how much of a file is checked at a time.
USAGE_CHUNK_BYTES = int(os.environ.get("USAGE_CHUNK_BYTES", str(48 * 1024**2)))
# A command line that reads a file from its stdin and exits with 0 (clean) or 1 (harmful).
FILE_SCANNER = os.environ.get("FILE_SCANNER", "")
FILE_SCANNER_SECONDS = float(os.environ.get("FILE_SCANNER_SECONDS", "60"))

# Security: what only holds behind https
if not LOCAL:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("TRUST_PROXY") else None
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"

LOGGING = LOGS
