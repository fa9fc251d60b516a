"""What a partner hands in to show that it paid."""

from django.conf import settings
from django.db import models

from portal.accounts.models import Partner
from portal.append_only import append_only
from portal.files.models import StoredFile
from settlements.payouts.models import Remittance


class RemittanceProof(models.Model):
    """A file beside a remittance request. It moves nothing: the bank, or two people, say what arrived."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    remittance = models.ForeignKey(Remittance, on_delete=models.PROTECT, related_name="proofs")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        triggers = append_only("remittance_proof", "proofs of payment are kept")

    def __str__(self) -> str:
        return f"{self.remittance} {self.file}"
