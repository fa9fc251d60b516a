"""Every look of the books at themselves, and what it found."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.append_only import append_only


class BooksCheck(models.Model):
    """What did not agree at `as_of`: `discrepancies` holds the first of the `found`, as dictionaries."""

    class Occasion(models.TextChoices):
        HOUR = "hour", _("Every hour")
        NIGHT = "night", _("Every night, documents and all")
        BEFORE_RUN = "before_run", _("Approval of a run requested")
        AFTER_RUN = "after_run", _("Statements of a run issued")
        ASKED = "asked", _("Asked for")
        COMMAND = "command", _("Command line")

    occasion = models.CharField(_("occasion"), max_length=12, choices=Occasion)
    subject = models.CharField(_("about"), max_length=40, blank=True)
    as_of = models.DateTimeField(_("as of"))
    ended_at = models.DateTimeField(auto_now_add=True)
    thorough = models.BooleanField()
    found = models.PositiveIntegerField(_("discrepancies"))
    discrepancies = models.JSONField(default=list)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        # Whoever looked last has the last word, whoever was done last.
        ordering = ["-as_of", "-pk"]
        indexes = [models.Index(fields=["-as_of", "-id"])]
        triggers = append_only("books_check", "what a check found is never edited")

    def __str__(self) -> str:
        return f"{self.occasion} {self.as_of:%Y-%m-%d %H:%M}: {self.found}"
