"""What went wrong, as both parties see it: an incident, its moves, what was written about it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.models.agreement import Agreement
from agreements.models.rules import Scope
from portal.accounts.models import Partner
from portal.append_only import append_only, never_deleted
from portal.files.models import StoredFile


class Incident(Scope):
    """Reported by one `side`, seen by both. The other is to be told within `clock_hours` of the discovery.

    Application, model and market are what it affects; a null one is all of them.
    """

    class Kind(models.TextChoices):
        SECURITY = "security", _("Security")
        PRIVACY = "privacy", _("Privacy")
        ETHICS = "ethics", _("Ethics or bias")
        OTHER = "other", _("Something else")

    class Severity(models.TextChoices):
        LOW = "low", _("Low")
        MEDIUM = "medium", _("Medium")
        HIGH = "high", _("High")
        CRITICAL = "critical", _("Critical")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("incident", "Open")
        CONTAINED = "contained", _("Contained")
        CLOSED = "closed", pgettext_lazy("incident", "Closed")

    number = models.CharField(_("number"), max_length=20, unique=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="incidents")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(_("reported by"), max_length=10, choices=Agreement.Party)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity)
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.OPEN)
    discovered_at = models.DateTimeField(_("discovered"))
    reported_at = models.DateTimeField(_("reported"))
    clock_hours = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what happened"), max_length=10_000)
    measures = models.TextField(_("measures taken"), max_length=10_000, blank=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(discovered_at__lte=F("reported_at")), name="incident_found_before_reported"
            ),
        ]
        triggers = never_deleted("incident", "incidents are never deleted")

    def __str__(self) -> str:
        return self.number


class IncidentChange(models.Model):
    """A move of an incident: who, when, what was done. The first has no state before."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="changes")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    from_state = models.CharField(max_length=10, choices=Incident.State, blank=True)
    to_state = models.CharField(max_length=10, choices=Incident.State)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["incident", "pk"]
        triggers = append_only("incident_change", "changes of an incident are never edited")

    def __str__(self) -> str:
        return f"{self.incident} {self.to_state}"


class IncidentMessage(models.Model):
    """What either side wrote about an incident, with a file where one came with it."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="messages")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Agreement.Party)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("message"), max_length=10_000)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["incident", "pk"]
        triggers = append_only("incident_message", "messages are never edited")

    def __str__(self) -> str:
        return f"{self.incident} {self.pk}"
