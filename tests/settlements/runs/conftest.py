from portal.accounts.roles import StaffRole
from settlements.runs.request_approval import request_approval
from tests.factories.accounts import make_staff
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.runs.steps import issued_run, settled_run
from tests.settlements.runs.tails import ended


@scene
def hosted(hosta):
    """The licensor collects and pays Host A 20 % in USD; Host A reports."""
    return make_agreement(hosta, collected_by="licensor", reporter="partner", starts="2026-09-01")


@scene
def remitted(rival):
    """Rival Cloud collects and owes the licensor, in EUR: 15 % up to 1000, then 10 %, over the year."""
    terms = make_terms(
        "2026-09-01", share(("1000", "0.15"), "0.10", accumulate="year"), payout_threshold="50"
    )
    return make_agreement(
        rival, collected_by="partner", settlement_currency="EUR", starts="2026-09-01", terms=[terms]
    )


@scene
def over(hosta, fiona, april):
    """Host A's agreement was of March only; settled, it expired."""
    return ended(hosta, fiona, april)


@scene
def usage(hosted, remitted):
    """One row of 100.00 each in September, submitted and complete."""
    for agreement in (hosted, remitted):
        row = {"usage_date": "2026-09-05", "currency": agreement.settlement_currency}
        submitted_report(agreement, "2026-09", [row])


@scene
def both(licensor):
    """Somebody with both roles, who may still not approve their own work."""
    return make_staff("bo@licensor.example", "Bo Both", StaffRole.FINANCE, StaffRole.APPROVER)


@scene
def requested(hosted, fiona):
    """Host A's September, settled, its approval asked for by Fiona."""
    submitted_report(hosted, "2026-09", [{"usage_date": "2026-09-05"}])
    run = settled_run("2026-09", fiona, hosted)
    return request_approval(run=run, by=fiona)


@scene
def october(hosted, fiona, april):
    """September came to 20.00; October comes to 30.00 and is in review, with one warning."""
    submitted_report(hosted, "2026-09", [{"usage_date": "2026-09-05"}])
    issued_run("2026-09", fiona, april, hosted)
    submitted_report(hosted, "2026-10", [{"usage_date": "2026-10-05", "gross_revenue": "150"}])
    return settled_run("2026-10", fiona, hosted)
