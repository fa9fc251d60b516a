"""Registers both parties read: who processes for the partner, what was made out of the models."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from agreements.models.catalogue import AiModel
from portal.accounts.models import Partner
from portal.append_only import never_deleted


class Entry(models.Model):
    """A row of a register: it ends (`to_date`, exclusive) and stays."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="%(class)ss")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("until (exclusive)"), null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


def _in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(to_date=None) | Q(to_date__gte=F("from_date")), name=name)


class Subprocessor(Entry):
    """A company that works for the partner with what the agreement is about. The partner keeps the list."""

    country = models.CharField(_("country"), max_length=2)
    purpose = models.CharField(_("what it does"), max_length=500)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [_in_order("subprocessor_dates_in_order")]
        triggers = never_deleted("subprocessor", "sub-processors end, they do not vanish")


class Derivative(Entry):
    """A fine-tune or another work made out of a model: one side enters it, the other confirms."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("To be confirmed")
        CONFIRMED = "confirmed", _("Confirmed")

    base_model = models.ForeignKey(AiModel, on_delete=models.PROTECT, related_name="+")
    owner_party = models.CharField(_("belongs to"), max_length=10, choices=Agreement.Party)
    licence = models.CharField(_("licence"), max_length=200)
    permitted_use = models.CharField(_("permitted use"), max_length=1_000)
    side = models.CharField(_("entered by"), max_length=10, choices=Agreement.Party)
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.PROPOSED)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            _in_order("derivative_dates_in_order"),
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                & ~Q(confirmed_by=F("entered_by")),
                name="derivative_confirmed_by_another",
            ),
        ]
        triggers = never_deleted("derivative", "derivatives end, they do not vanish")
