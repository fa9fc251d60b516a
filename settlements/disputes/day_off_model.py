"""Days on which nobody of the licensor works, beside Saturdays and Sundays."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.append_only import never_deleted


class DayOff(models.Model):
    """One day, once; one taken back stays as a row."""

    day_date = models.DateField(_("day"))
    reason = models.CharField(_("reason"), max_length=200)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["day_date"]
        constraints = [
            models.UniqueConstraint(fields=["day_date"], condition=Q(removed_at=None), name="day_off_once"),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="day_off_removed_by_somebody",
            ),
        ]
        triggers = never_deleted("day_off", "days off are taken back, never deleted")

    def __str__(self) -> str:
        return f"{self.day_date}"
