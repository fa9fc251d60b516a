"""The Celery app. Tasks live in each app's `tasks.py`; what runs when stands in `timetable.py`."""

import os

from celery import Celery

from portal.config.environment import impatient

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.config.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def be_impatient(seconds: float = 0.5) -> None:
    """For a process that answers requests: a broker that is down or silent costs a moment, then the outbox.

    Once per process, before anything is queued. Workers stay patient: they have nothing else to do.
    """
    app.conf.broker_connection_timeout = seconds
    app.conf.broker_transport_options = impatient(
        app.conf.broker_url, app.conf.broker_transport_options, seconds=seconds
    )
