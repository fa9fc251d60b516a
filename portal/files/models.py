"""Files people hand in, kept as they came, outside the web root."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from portal.accounts.models import Partner


class StoredFile(models.Model):
    """The bytes, under a name of ours; the name they came with is for reading only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    content = models.FileField(max_length=200)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="stored_file_sha256")
        ]
        indexes = [models.Index(fields=["partner", "sha256"])]

    def __str__(self) -> str:
        return self.name
