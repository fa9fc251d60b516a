"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.config.settings")

application = get_wsgi_application()

from portal.config.celery import be_impatient  # noqa: E402 - settings are there now

be_impatient()
