"""Workbooks that a licensor moves here with, and what became of their rows."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from portal.accounts.models import Partner
from portal.files.models import Scan


class Workbook(models.Model):
    """The bytes as they were handed in; the same file again is the same row."""

    name = models.CharField(_("file"), max_length=255)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64, unique=True)
    content = models.FileField(max_length=200)
    scan = models.CharField(max_length=10, choices=Scan, default=Scan.UNSCANNED)
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stored_at = models.DateTimeField(auto_now_add=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    imported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="workbook_sha256"),
            models.CheckConstraint(
                condition=Q(imported_by=None, imported_at=None)
                | Q(imported_by__isnull=False, imported_at__isnull=False),
                name="workbook_imported_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportedAgreement(models.Model):
    """By which name the former books call an agreement: its row in a later file is the same agreement."""

    reference = models.CharField(_("reference"), max_length=60, unique=True)
    agreement = models.OneToOneField(Agreement, on_delete=models.CASCADE, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    workbook = models.ForeignKey(Workbook, on_delete=models.PROTECT, related_name="agreements")

    class Meta:
        ordering = ["reference"]

    def __str__(self) -> str:
        return self.reference
