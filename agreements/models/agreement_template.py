"""Terms that agreements begin with, kept by the house."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class AgreementTemplate(models.Model):
    """Frame, terms and what is said beside them, without a partner and without days of their own.

    `frame`: members of an agreement as its form has them; `terms`: a version as in FORMULA section 10
    without number and dates, its rights counted in days from the version's first; `beside`: as
    `beside_document`, first due days counted likewise, nobody named. It is never changed but in its name;
    another one is saved instead.
    """

    name = models.CharField(_("name"), max_length=100)
    frame = models.JSONField()
    terms = models.JSONField()
    beside = models.JSONField(default=dict)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), condition=Q(retired_at=None), name="agreement_template_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
