"""The web server's way in."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.config.settings")

application = get_wsgi_application()

from django.urls import resolve  # noqa: E402 - settings are there now

from portal.config.celery import be_impatient  # noqa: E402

be_impatient()
# Every view is loaded now, and what is loaded stays: looking through all of it for garbage took a tenth of
# a second, in the midst of somebody's page.
resolve("/")
gc.collect()
gc.freeze()
