"""Is the portal alive, and can it do its work? For load balancers and supervisors."""

import logging
import uuid

import psycopg
from celery import current_app
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)
PATIENCE = 2  # seconds per check


@never_cache
@require_safe
def healthz(request):
    """This program answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request):
    """503 with the names of what fails; the reasons go to the log only."""
    checks = {"database": database_answers, "broker": broker_answers, "storage": storage_keeps}
    told = {name: "ok" if passes(name, check) else "fails" for name, check in checks.items()}
    ready = all(state == "ok" for state in told.values())
    return JsonResponse({"ready": ready, **told}, status=200 if ready else 503)


def passes(name: str, check) -> bool:
    try:
        check()
    except Exception:
        log.exception("readiness: %s fails", name)
        return False
    return True


def database_answers() -> None:
    """On a connection of its own: the pool would wait far longer for a database that is down."""
    parameters = connection.get_connection_params()
    address = {key: value for key, value in parameters.items() if isinstance(value, str | int)}
    with psycopg.connect(**{**address, "connect_timeout": PATIENCE}) as own:
        own.execute("SELECT 1")


def broker_answers() -> None:
    with current_app.connection_for_write(connect_timeout=PATIENCE) as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE)
        broker.default_channel.close()


def storage_keeps() -> None:
    name = default_storage.save(f"readiness/{uuid.uuid4().hex}", ContentFile(b"ok"))
    default_storage.delete(name)
