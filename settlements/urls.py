"""Gathers the pages of the rooms."""

from settlements.balances.urls import urlpatterns as balances
from settlements.bank_accounts.urls import urlpatterns as bank_accounts
from settlements.corrections.urls import urlpatterns as corrections
from settlements.disputes.urls import urlpatterns as disputes
from settlements.fx.urls import urlpatterns as fx
from settlements.openings.urls import urlpatterns as openings
from settlements.payouts.bank_statements.urls import urlpatterns as bank_statements
from settlements.payouts.proofs.urls import urlpatterns as proofs
from settlements.payouts.surplus.urls import urlpatterns as surplus
from settlements.payouts.urls import urlpatterns as payouts
from settlements.runs.estimates.urls import urlpatterns as estimates
from settlements.runs.restate.urls import urlpatterns as restatements
from settlements.runs.urls import urlpatterns as runs
from settlements.statements.urls import urlpatterns as statements
from settlements.tax.urls import urlpatterns as tax

urlpatterns = [
    *statements,
    *balances,
    *openings,
    *bank_accounts,
    *payouts,
    *proofs,
    *surplus,
    *bank_statements,
    *tax,
    *disputes,
    *corrections,
    *runs,
    *restatements,
    *estimates,
    *fx,
]
