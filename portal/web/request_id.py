"""Every log line of a request or task carries its id."""

import logging
import uuid
from contextvars import ContextVar

from celery import current_task

request_id: ContextVar[str] = ContextVar("request_id", default="")


class RequestIdMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = request_id.set(uuid.uuid4().hex)
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = request_id.get()
            return response
        finally:
            request_id.reset(token)


class ContextFilter(logging.Filter):
    """Adds `request` and `task` ids to the record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        record.task_id = current_task.request.id if current_task and current_task.request else ""
        return True
