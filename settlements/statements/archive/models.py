"""All statements of a partner as one zip, and how the making of it goes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from portal.files.models import StoredFile


class StatementArchive(models.Model):
    """Of `total` statements and versions `done` are packed. Once made, the partner's older ones are deleted.

    `attempts` counts what was begun: work that killed its worker each time is not begun for ever, and who has
    not the newest attempt stops. `moved_at`: when it was last heard of.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Being made")
        MADE = "made", _("Ready")
        FAILED = "failed", _("Failed")

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner"], condition=Q(state="waiting"), name="statement_archive_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(state="made", file__isnull=False)
                | Q(state__in=["waiting", "failed"], file__isnull=True),
                name="statement_archive_made_with_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} {self.asked_at:%Y-%m-%d}"
