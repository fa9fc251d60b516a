"""Every log line of a request carries its id, and so do the lines of the tasks it queued."""

import logging
import re
import time
import uuid
from contextvars import ContextVar

from celery import current_task
from celery.signals import before_task_publish

HEADER = "request_id"
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
    match = request.resolver_match
    if match and "key" in match.kwargs:
        return f"/{match.route}"
    return request.path


class ContextFilter(logging.Filter):
    """Adds the ids of request and task to the record."""

    def filter(self, record: logging.LogRecord) -> bool:
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
