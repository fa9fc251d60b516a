"""What a report's file is checked against: agreement, period, catalogue, the partner's own names."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from agreements.deployments.deployment_on import classifications_during
from agreements.models import AiModel, Alias, Application, Market, Unit
from portal.money.currencies import CURRENCIES
from portal.periods import parse_label
from usage.check.rules import CheckRules, Deployment, Limits
from usage.customer_key import customer_key, reference_key
from usage.cutting import Cutting
from usage.erasure.kept_source_refs import kept_source_refs
from usage.models import Report
from usage.naming_customers import may_name_customers
from usage.older_reports import older_reports
from usage.storage import local_paths

COUNTS = (Report.State.SUBMITTED, Report.State.LATE)


def rules_of_report(
    *, report: Report, cutting: Cutting, archives: Collection[str], folder: Path
) -> CheckRules:
    """`archives`: of the reports beside; a remote storage's are copied into the folder when asked for."""
    agreement, calendar = report.agreement, parse_label(report.period.label)
    start = datetime.combine(report.period.from_date, time(), ZoneInfo(agreement.time_zone))
    in_use = Q(retired_at=None) | Q(retired_at__gt=start)
    aliases = list(Alias.objects.filter(partner_id=report.partner_id))

    def spellings(kind: str, entries: Iterable[str]) -> dict[str, str]:
        codes = {code: code for code in entries}
        own = {each.alias: each.code for each in aliases if each.kind == kind and each.code in codes}
        return own | codes

    def codes_of(catalogue) -> Iterable[str]:
        return catalogue.objects.filter(in_use).values_list("code", flat=True)

    return CheckRules(
        period_from=calendar.start,
        period_to=calendar.end,
        term_from=agreement.starts_date,
        term_to=agreement.ends_date,
        applications=spellings(Alias.Kind.APPLICATION, codes_of(Application)),
        models=spellings(Alias.Kind.MODEL, codes_of(AiModel)),
        units=spellings(Alias.Kind.UNIT, codes_of(Unit)),
        markets=frozenset(Market.objects.values_list("code", flat=True)),
        currencies=CURRENCIES,
        deployments=_deployments(report),
        customer_key=customer_key(partner=report.partner),
        reference_key=reference_key(partner=report.partner),
        correction=report.correction,
        personal_data_allowed=may_name_customers(agreement, report.period.from_date),
        seen_source_refs=lambda: tuple(local_paths(names=archives, folder=folder)),
        erased_source_refs=lambda: tuple(local_paths(names=kept_source_refs(report), folder=folder)),
        revenue_optional=report.counter,
        cuts=cutting.days,
        daily_currencies=cutting.daily_currencies,
        limits=Limits(max_bytes=settings.USAGE_MAX_BYTES, chunk_bytes=settings.USAGE_CHUNK_BYTES),
        time_zone=agreement.time_zone,
    )


def _deployments(report: Report) -> dict[str, list[Deployment]]:
    """What the agreement's deployments stand for on days of the period; a trial may have no agreement."""
    period = report.period
    if report.agreement.pk is None:
        return {}
    found: dict[str, list[Deployment]] = {}
    for each in classifications_during(report.agreement, period.from_date, period.to_date):
        row = each.deployment
        stretch = Deployment(
            application=each.application.code,
            model=each.model.code,
            market=each.market.code,
            from_date=max(each.from_date, row.from_date),
            to_date=min(each.to_date or date.max, row.to_date or date.max),
        )
        found.setdefault(row.code, []).append(stretch)
    return found


def reports_beside(report: Report):
    """The reports whose rows this one's must not repeat: accepted, unreplaced, of the same side and kind."""
    same = {"agreement_id": report.agreement_id, "reporter": report.reporter, "counter": report.counter}
    rows = Report.objects.filter(**same, state__in=COUNTS, erased_at=None)
    return rows.exclude(pk__in=[report.pk, *older_reports(report)]).exclude(archive=[])
