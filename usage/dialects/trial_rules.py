"""What a sample is tried against: the catalogue, the partner's own names and deployments."""

from collections.abc import Iterable
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils import timezone

from agreements.models import Agreement
from portal.accounts.models import Partner
from usage.check.rules import CheckRules
from usage.cutting import Cutting
from usage.models import Period, Report
from usage.rules_of_report import rules_of_report

CALENDAR = "2026-01"
"""Any: the trial lets every day stand."""


def trial_rules(*, partner: Partner) -> CheckRules:
    agreement = (
        Agreement.objects.filter(partner=partner)
        .exclude(state=Agreement.State.DRAFT)
        .order_by("-starts_date")
        .first()
    )
    agreement = agreement or Agreement(partner=partner, starts_date=timezone.localdate())
    today = timezone.localdate(timezone=ZoneInfo(agreement.time_zone))
    period = Period(agreement=agreement, partner=partner, label=CALENDAR, from_date=today, to_date=today)
    report = Report(agreement=agreement, period=period, partner=partner)
    return rules_of_report(report=report, cutting=Cutting((), frozenset()), archives=(), folder=Path())


def unknown_codes(rules: CheckRules, column: str, codes: Iterable[str]) -> list[str]:
    """Those that no row could have in the column; deployments belong to agreements, so any may stand."""
    known = {
        "application": rules.applications,
        "model": rules.models,
        "market": rules.markets,
        "unit": rules.units,
        "currency": rules.currencies,
    }
    return [code for code in codes if column in known and code not in known[column]]
