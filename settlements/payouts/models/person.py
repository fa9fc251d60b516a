"""Who did what with a payment."""

from django.conf import settings
from django.db import models


def person(**options) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True, **options
    )
