"""What a version says in words: its numbered clauses."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.terms import Version
from portal.accounts.models import Partner


class Clause(models.Model):
    """A numbered clause of one version. Rules and grants name it by `number`."""

    class Kind(models.TextChoices):
        PRIVACY = "privacy", _("Privacy and security")
        ETHICS = "ethics", _("Ethics: bias, fairness, accountability")
        TRANSPARENCY = "transparency", _("Transparency")
        DISPUTES = "disputes", _("Dispute resolution")
        RIGHTS = "rights", _("Intellectual property and usage rights")
        ATTRIBUTION = "attribution", _("Attribution")
        TERMINATION = "termination", _("Termination")
        OTHER = "other", _("Other")

    # No agreement comes into force while one of these is missing.
    NEEDED = (Kind.PRIVACY, Kind.ETHICS, Kind.TRANSPARENCY, Kind.DISPUTES, Kind.RIGHTS)

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="clauses")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    number = models.CharField(_("number"), max_length=20)
    position = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), max_length=20_000)

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="clause_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
