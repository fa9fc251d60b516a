"""The parts of a check that many workers share."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from usage.models.report import Report


class Part(models.Model):
    """A chunk of a report's file or, last and once all chunks are checked, the conclusion; gone after that.

    `claim` and `began` are those of the check it is part of, whose files in storage have names that begin
    with `place`. `result`: what the chunk holds, and the names of its files.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be checked")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="parts")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    claim = models.PositiveSmallIntegerField()
    began = models.DateTimeField()
    place = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    concludes = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    # When it was last put in line; empty where its turn has not come.
    queued_at = models.DateTimeField(null=True, blank=True)
    progress_at = models.DateTimeField(null=True, blank=True)
    rows_seen = models.PositiveBigIntegerField(default=0)
    bytes_seen = models.PositiveBigIntegerField(default=0)
    result = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "began", "number"], name="part_once")]

    def __str__(self) -> str:
        return f"{self.report_id} #{self.number}"
