"""Logs are JSON lines with the id of the request or task they belong to."""

import os

LOGS = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"context": {"()": "portal.web.request_id.ContextFilter"}},
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(levelname)s %(name)s %(message)s",
            "timestamp": "at",
            "rename_fields": {"levelname": "level", "name": "logger"},
        }
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["context"]},
    },
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
