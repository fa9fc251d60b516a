"""Reading settings from the environment, with safe defaults."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from portal.embedded.state import kept_secret
from portal.embedded.trouble import Trouble


def flag(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def port() -> int:
    """PORT, 8000 unless set. Raises Trouble where it is none."""
    value = os.environ.get("PORT") or "8000"
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 65536:
        raise Trouble(f"PORT={value} is no port: choose a number from 1024 to 65535.")
    return int(value)


def database(url: str, *, pool: bool) -> dict:
    """Django's DATABASES entry for a libpq URL (`?host=` of a unix socket included)."""
    parts = conninfo_to_dict(url)
    named = {key: parts.pop(key, "") for key in ("dbname", "user", "password", "host", "port")}
    kept = {"min_size": 1, "max_size": 8, "timeout": 10}
    options: dict = {**parts, "pool": kept} if pool else dict(parts)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": named["dbname"],
        "USER": named["user"],
        "PASSWORD": named["password"],
        "HOST": named["host"],
        "PORT": named["port"],
        "OPTIONS": options,
        "CONN_MAX_AGE": 0,
        # A pooled connection may have outlived a restart of the database.
        "CONN_HEALTH_CHECKS": pool,
    }


def broker_options(url: str, *, visibility: int) -> dict:
    """Kombu's transport options; what is not acknowledged comes back after `visibility` seconds."""
    if not url.startswith(("redis", "rediss", "valkey")):
        return {}
    return {
        "visibility_timeout": visibility,
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
        "global_keyprefix": os.environ.get("CELERY_KEY_PREFIX", ""),
    }


def impatient(url: str, options: dict, *, seconds: float) -> dict:
    """The same options for somebody who waits no longer than that for the broker to answer."""
    if url.startswith(("amqp", "pyamqp")):
        return {**options, "read_timeout": seconds, "write_timeout": seconds}
    return {**options, "socket_timeout": seconds, "socket_connect_timeout": seconds}


def file_storage() -> dict:
    """Django's STORAGES entry for files handed in: the state folder, or the bucket FILES_S3_BUCKET."""
    bucket, endpoint = os.environ.get("FILES_S3_BUCKET", ""), os.environ.get("FILES_S3_ENDPOINT", "")
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "region_name": os.environ.get("FILES_S3_REGION") or None,
        # Without keys, the machine's own role or profile, as boto3 finds it.
        "access_key": os.environ.get("FILES_S3_ACCESS_KEY") or None,
        "secret_key": os.environ.get("FILES_S3_SECRET_KEY") or None,
        # Servers of one's own seldom have a host name for each bucket.
        "addressing_style": "path" if endpoint else "auto",
        "signature_version": "s3v4",
        "file_overwrite": False,
        "querystring_auth": False,
        # Beyond that, what is read lies in a temporary file. (0, the default, means: never.)
        "max_memory_size": 1024 * 1024,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def mail_backend(*, demo: bool, local: bool) -> str:
    """The demo keeps mail on a page; an installation on http://localhost without EMAIL_HOST prints it."""
    if demo:
        return "portal.notices.kept_mail.KeptMail"
    if local and not os.environ.get("EMAIL_HOST"):
        return "django.core.mail.backends.console.EmailBackend"
    return "django.core.mail.backends.smtp.EmailBackend"


def is_local(site_url: str) -> bool:
    parts = urlsplit(site_url)
    return parts.scheme == "http" and parts.hostname == "localhost"


def is_demo(*, local: bool) -> bool:
    """DEMO=1. Its pages show passwords and everybody's mail, so elsewhere than at home it is refused."""
    asked = flag("DEMO")
    if asked and not local:
        raise ImproperlyConfigured("DEMO=1 is for http://localhost only: it shows passwords and mail.")
    return asked


def secret(name: str, *, state: Path, local: bool, formerly: str = "") -> str:
    """The secret from the environment; on a local installation one is made once and kept.

    One set or kept under the name it had `formerly` stays in use: what it encrypted must be read.
    """
    if value := os.environ.get(name) or os.environ.get(formerly):
        return value
    if not local:
        raise ImproperlyConfigured(f"{name} must be set where SITE_URL is not http://localhost.")
    file = f"{name.lower()}.txt"
    if formerly and (state / f"{formerly.lower()}.txt").exists():
        file = f"{formerly.lower()}.txt"
    return kept_secret(state, file)
