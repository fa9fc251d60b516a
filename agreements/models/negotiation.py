"""How two parties come to terms: every move of a version, and what was written about it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from agreements.models.terms import Version
from portal.accounts.models import Partner


class VersionChange(models.Model):
    """A move of a version: who, when, why. The first has no state before."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="changes")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    from_state = models.CharField(max_length=10, choices=Version.State, blank=True)
    to_state = models.CharField(max_length=10, choices=Version.State)
    party = models.CharField(max_length=10, choices=Agreement.Party)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["version", "pk"]

    def __str__(self) -> str:
        return f"{self.version} {self.to_state}"


class TermsComment(models.Model):
    """A remark on a proposed version: on the clause of `clause_number`, or on the whole where it is empty."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="comments")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    clause_number = models.CharField(_("clause"), max_length=20, blank=True)
    party = models.CharField(max_length=10, choices=Agreement.Party)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("comment"), max_length=10_000)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["version", "pk"]

    def __str__(self) -> str:
        return f"{self.version} {self.clause_number}"
