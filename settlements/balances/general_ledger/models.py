"""Which account of the licensor's own ledger stands for one of the portal's."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from settlements.balances.models import Account

# Nothing that a spreadsheet could take for a formula: a code is exported as it was typed.
CODE = r"[A-Za-z0-9][A-Za-z0-9 ._/-]*"


class LedgerAccount(models.Model):
    """For every currency, where `currency` is empty; a row of a currency goes before that one."""

    account = models.CharField(_("account"), max_length=12, choices=Account)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    code = models.CharField(_("ledger account"), max_length=40)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["account", "currency"]
        constraints = [
            models.UniqueConstraint(fields=["account", "currency"], name="ledger_account_once"),
            models.CheckConstraint(condition=Q(code__regex=f"^{CODE}$"), name="ledger_account_code"),
            models.CheckConstraint(condition=Q(account__in=Account.values), name="ledger_account_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
