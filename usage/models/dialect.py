"""Dialects: how a partner's own layout becomes the canonical file. A version, once saved, never changes."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from portal.files.models import StoredFile
from usage.dialects.definition import ENCODINGS, SEPARATORS, Definition
from usage.dialects.read_definition import read_definition


class Dialect(models.Model):
    """One layout of one partner's files. `code` is what command lines and programs call it."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="dialects")
    name = models.CharField(_("name"), max_length=80)
    code = models.SlugField(max_length=60)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "code"], name="dialect_code_once"),
            models.UniqueConstraint(
                fields=["partner", "name"], condition=Q(retired_at=None), name="dialect_name_once"
            ),
            models.CheckConstraint(condition=Q(name__gt="") & Q(code__gt=""), name="dialect_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def current(self) -> "DialectVersion":
        """The newest version: the one that new reports are read in."""
        return self.versions.latest("number")


class DialectVersion(models.Model):
    """`definition` is `usage.dialects.Definition` as JSON. The next one is made by editing."""

    dialect = models.ForeignKey(Dialect, on_delete=models.PROTECT, related_name="versions")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["dialect", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["dialect", "number"], name="dialect_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="dialect_version_counts_from_one"),
        ]
        triggers = [
            pgtrigger.Protect(name="dialect_version_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.dialect} · {self.number}"

    @property
    def read(self) -> Definition:
        return read_definition(self.definition)


class DialectSample(models.Model):
    """A file from which a dialect (or its next version) is made; forgotten after a day, with its bytes.

    `separator`, `encoding`, `header_line`: how its table is shown before the dialect says so itself.
    """

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT)
    dialect = models.ForeignKey(Dialect, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=80)
    of_focus = models.BooleanField(default=False)
    separator = models.CharField(max_length=1, default=SEPARATORS[0])
    encoding = models.CharField(max_length=20, default=ENCODINGS[0])
    header_line = models.PositiveSmallIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.name
