"""Every log line of a request carries its id, and so do the lines of the tasks it queued."""

import logging
import re
import time
import uuid
from contextvars import ContextVar

from celery import current_task
from celery.signals import before_task_publish
from django.http import HttpRequest
from django.urls import Resolver404, resolve

HEADER = "request_id"
# Arguments of addresses that let in whoever knows them.
SECRETS = {"key", "token"}
log = logging.getLogger("portal.request")
request_id: ContextVar[str] = ContextVar("request_id", default="")


class RequestIdMiddleware:
    """Takes the id a proxy gave (X-Request-Id) or makes one; logs one line per request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-Id", "")
        token = request_id.set(given if re.fullmatch(r"[A-Za-z0-9-]{8,64}", given) else uuid.uuid4().hex)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = request_id.get()
            log.info(
                "%s %s %s",
                request.method,
                shown_path(request),
                response.status_code,
                extra={"milliseconds": round(1000 * (time.perf_counter() - started), 1)},
            )
            return response
        finally:
            request_id.reset(token)


def shown_path(request) -> str:
    """The path; of addresses that carry a secret (a password's reset key) only their pattern."""
    # A request that is redirected on its way in (https, a slash at the end) was not resolved yet.
    for path in (request.path_info, f"{request.path_info}/"):
        try:
            match = request.resolver_match or resolve(path)
        except Resolver404:
            continue
        return f"/{match.route}" if SECRETS & match.kwargs.keys() else request.path
    return request.path


class ContextFilter(logging.Filter):
    """Adds the ids of request and task to the record, and takes secret addresses out of it."""

    def filter(self, record: logging.LogRecord) -> bool:
        # Django's own lines about a request name its path, and carry it as a whole.
        request = record.__dict__.pop("request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            shown = shown_path(request)
            record.args = tuple(shown if each == request.path else each for each in record.args)
        task = current_task.request if current_task else None
        record.task_id = (task.id if task else None) or ""
        record.request_id = request_id.get() or (getattr(task, HEADER, None) if task else None) or ""
        return True


@before_task_publish.connect(dispatch_uid="portal.web.request_id")
def carry_on(headers: dict | None = None, **_: object) -> None:
    """The task's lines carry the id of the request, or of the task, that queued it."""
    caller = request_id.get() or (getattr(current_task.request, HEADER, "") if current_task else "")
    if headers is not None and caller:
        headers[HEADER] = caller
