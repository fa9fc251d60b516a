"""Exchange rates, each with its source."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FxRate(models.Model):
    """One unit of `base` costs `rate` units of `quote` on `date`.

    ECB rows have base EUR; a manual row is of the very pair it is used for and goes before ECB's of that day.
    A rate is never edited: a wrong manual one is withdrawn and entered anew.
    """

    class Source(models.TextChoices):
        ECB = "ECB", _("European Central Bank")
        MANUAL = "manual", _("Entered by hand")

    base = models.CharField(_("of"), max_length=3)
    quote = models.CharField(_("in"), max_length=3)
    date = models.DateField(_("date"))
    rate = models.DecimalField(pgettext_lazy("currency", "rate"), max_digits=30, decimal_places=15)
    source = models.CharField(_("source"), max_length=8, choices=Source)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    entered_at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(_("reason"), blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-date", "base", "quote"]
        constraints = [
            models.UniqueConstraint(
                fields=["base", "quote", "date", "source"],
                condition=Q(withdrawn_at=None),
                name="fx_rate_once",
            ),
            models.CheckConstraint(condition=Q(rate__gt=0), name="fx_rate_positive"),
            models.CheckConstraint(condition=~Q(base=F("quote")), name="fx_rate_of_two_currencies"),
            models.CheckConstraint(
                condition=Q(source="manual", entered_by__isnull=False, reason__gt="")
                | Q(source="ECB", base="EUR", withdrawn_at=None),
                name="fx_rate_source",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="fx_rate_withdrawn_by_someone",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="fx_rate_never_edited",
                fields=["base", "quote", "date", "rate", "source", "entered_by", "reason"],
            ),
            pgtrigger.Protect(name="fx_rate_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.base}/{self.quote} {self.date}"
