"""What is known of an organisation beside its name and address: how it is taxed, whom to speak to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from portal.files.models import StoredFile


class TaxProfile(models.Model):
    """One per organisation, from the first time it is told. Empty `residency`: not told yet."""

    partner = models.OneToOneField(Partner, on_delete=models.PROTECT, related_name="tax_profile")
    residency = models.CharField(_("country of tax residence"), max_length=2, blank=True)
    tax_id = models.CharField(_("tax number"), max_length=40, blank=True)
    vat_id = models.CharField(_("VAT number"), max_length=40, blank=True)
    certificate = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("certificate of residence"),
    )
    certificate_expires_date = models.DateField(_("certificate is valid until"), null=True, blank=True)
    warned_of_date = models.DateField(null=True, blank=True)
    """The expiry that people were told of by mail."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(certificate=None, certificate_expires_date=None)
                | Q(certificate__isnull=False, certificate_expires_date__isnull=False),
                name="tax_certificate_expires",
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.residency} {self.tax_id}"


class Contact(models.Model):
    """A person to turn to: of the partner, or of the licensor for this partner."""

    class Side(models.TextChoices):
        PARTNER = "partner", _("The partner's")
        LICENSOR = "licensor", _("The licensor's")

    class Topic(models.TextChoices):
        FINANCE = "finance", _("Finance")
        OPERATIONS = "operations", _("Operations")
        PRIVACY = "privacy", _("Privacy")
        DISPUTES = "disputes", _("Disputes")

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="contacts")
    side = models.CharField(_("side"), max_length=10, choices=Side)
    topic = models.CharField(_("topic"), max_length=12, choices=Topic)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["partner", "side", "topic", "name", "id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.topic})"
