"""Forget uploads that nobody went on with."""

import logging

from django.db import transaction
from django.utils import timezone

from usage.models import Upload
from usage.uploads.end_upload import end_upload
from usage.uploads.fault import Fault
from usage.uploads.locked import locked

logger = logging.getLogger(__name__)


def clear_expired_uploads() -> int:
    """How many went. What became a report is only forgotten here; of the others the bytes go too."""
    expired = Upload.objects.filter(expires_at__lte=timezone.now())
    gone, _rows = expired.exclude(report__isnull=True).delete()
    for upload in expired.order_by("expires_at"):
        try:
            with transaction.atomic():
                if locked(upload).expires_at <= timezone.now():
                    end_upload(upload=upload)
                    gone += 1
        except Fault:
            continue  # somebody goes on with it just now
        except Exception:
            logger.exception("an expired upload cannot be cleared", extra={"upload": str(upload.pk)})
    return gone
