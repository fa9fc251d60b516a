"""What usage is about: applications, models, markets, units; and partners' own names for them."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner

CODE = r"^[a-z0-9][a-z0-9._-]*$"
code_validator = RegexValidator(CODE, _("Use lower-case letters, digits, dots, hyphens and underscores."))


class CatalogueEntry(models.Model):
    """A code that never changes and a name in the reader's language (`names`: language → name)."""

    code = models.CharField(_("code"), max_length=60, unique=True, validators=[code_validator])
    name = models.CharField(_("name (English)"), max_length=100)
    names = models.JSONField(_("names in other languages"), default=dict, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.names.get(get_language() or "", "") or self.name


class Application(CatalogueEntry):
    """What a model serves: customer service, search, …"""


class AiModel(CatalogueEntry):
    """A model of the licensor's. `released_date` is for the programme's figures."""

    released_date = models.DateField(_("released"), null=True, blank=True)


class Unit(CatalogueEntry):
    """What is counted. A subset (of `subset_of`) is never added to what it is part of."""

    subset_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)


class Market(models.Model):
    """An ISO 3166-1 alpha-2 country; its name comes from CLDR in the reader's language."""

    code = models.CharField(max_length=2, unique=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=Q(code__regex="^[A-Z]{2}$"), name="market_code")]

    def __str__(self) -> str:
        return self.code


class Alias(models.Model):
    """A partner's own name for an application, model or unit."""

    class Kind(models.TextChoices):
        APPLICATION = "application", _("Application")
        MODEL = "model", _("Model")
        UNIT = "unit", _("Unit")

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="aliases")
    kind = models.CharField(max_length=12, choices=Kind)
    alias = models.CharField(max_length=200)
    code = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "kind", "alias"], name="alias_once")]

    def __str__(self) -> str:
        return f"{self.alias} → {self.code}"
