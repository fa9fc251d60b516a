"""Usage files on their way."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agreements.models import Agreement
from portal.accounts.models import Partner
from usage.models.report import Report


class Upload(models.Model):
    """A file that comes in pieces: the first `offset` of its `size` bytes are in storage, at `path`.

    Its person alone goes on with it, until `expires_at`. Once whole it became a report, or was refused
    (`refusal`: code and sentence), and its row only remembers that.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    replaces = models.ForeignKey(Report, on_delete=models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=255)
    # As it came (tus): what the form asks, read by usage/uploads/metadata.py.
    metadata = models.TextField()
    size = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    # What the storage wants to know again (portal/files/appended.py).
    kept = models.JSONField(default=dict)
    report = models.OneToOneField(Report, on_delete=models.CASCADE, null=True, related_name="+")
    refusal = models.JSONField(null=True)
    started_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(offset__lte=F("size")), name="upload_within_size"),
            models.CheckConstraint(
                condition=Q(report__isnull=True, refusal__isnull=True) | Q(offset=F("size")),
                name="upload_whole_first",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        return f"reports/{self.partner_id}/{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.report_id is None and self.refusal is None
