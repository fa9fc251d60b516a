"""Files people hand in, kept as they came, outside the web root."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from portal.files.purposes import FilePurpose


class Scan(models.TextChoices):
    """What the scanner said."""

    UNSCANNED = "unscanned", _("Not scanned")
    CLEAN = "clean", _("Scanned, nothing found")
    INFECTED = "infected", _("Harmful")
    FAILED = "failed", _("The scan failed")


class StoredFile(models.Model):
    """The bytes, under a name of ours; the name they came with is for reading only. No `content`: erased.

    Where a scanner is set, only `clean` bytes are read (portal/files/readable.py).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    content = models.FileField(max_length=200)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    purpose = models.CharField(max_length=20, choices=FilePurpose, default=FilePurpose.USAGE)
    scan = models.CharField(max_length=10, choices=Scan, default=Scan.UNSCANNED)
    scanned_at = models.DateTimeField(null=True, blank=True)
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="stored_file_sha256"),
            models.CheckConstraint(condition=Q(scan__in=Scan.values), name="stored_file_scan_known"),
        ]
        indexes = [
            models.Index(fields=["partner", "sha256"]),
            models.Index(
                fields=["scanned_at"], condition=Q(scan__in=["unscanned", "failed"]), name="file_to_scan"
            ),
        ]

    def __str__(self) -> str:
        return self.name
