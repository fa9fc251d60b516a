"""Settings about work in the background: the broker, Celery, the outbox. Gathered by settings.py.

Delivery is at least once: a task is taken from the queue only when it is done, so it may run twice, and
whatever it does is safe to run twice. Work that killed three workers is left alone: usage/claims.py and
settlements/runs count the attempts.
"""

import os

from portal.config.environment import broker_options
from portal.config.subscriptions import SUBSCRIPTIONS
from portal.config.timetable import TIMETABLE
from portal.embedded import paths

OUTBOX_SUBSCRIPTIONS = SUBSCRIPTIONS
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL") or paths.broker_url()
CELERY_TASK_DEFAULT_QUEUE = os.environ.get("CELERY_QUEUE", "portal")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 1800
# On all three keys that Celery reads it from, beyond the longest task: what is still at work is not given
# to somebody else. What died comes back by the sweepers of the timetable, long before.
CELERY_VISIBILITY_TIMEOUT = 2 * CELERY_TASK_TIME_LIMIT
CELERY_BROKER_TRANSPORT_OPTIONS = broker_options(CELERY_BROKER_URL, visibility=CELERY_VISIBILITY_TIMEOUT)
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": CELERY_VISIBILITY_TIMEOUT}
# Seconds that SIGQUIT leaves to tasks before it gives them back to the broker. (SIGTERM waits for them.)
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = float(os.environ.get("WORKER_SOFT_SHUTDOWN", "30"))
# Work goes on while the broker is away; what it then cannot report as done is found done the next time.
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# One retry mends a connection that a restart of the broker broke; the outbox does the rest.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}
CELERY_BEAT_SCHEDULE = TIMETABLE
CELERY_BEAT_SCHEDULE_FILENAME = str(paths.state_folder() / "beat-schedule")
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
