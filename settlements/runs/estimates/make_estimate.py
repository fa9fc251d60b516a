"""Estimate what the periods of an agreement would come to by now."""

import logging
from typing import Any

import duckdb
from django.db import OperationalError, transaction
from django.utils import timezone

from portal.one_at_a_time import one_at_a_time
from portal.refused import Refused
from settlements.engine import InvalidInput, settle_document
from settlements.runs.estimates.expected_input import Expected, expected_input
from settlements.runs.estimates.known_rates import with_known_rates
from settlements.runs.estimates.tell_of_change import tell_of_change
from settlements.runs.estimates.unissued import has_statement, periods_to_estimate
from settlements.statements.estimates.models import Estimate
from usage.declare_period import nil_of
from usage.models import Period, Report
from usage.usage_so_far import reports_so_far

FAULTS_KEPT = 20
Document = dict[str, Any]
log = logging.getLogger(__name__)


def make_estimate(*, agreement_id: int, label: str = "") -> None:
    """The estimate of the period `label`, and of those after it, which open with what it leaves; of all
    unissued periods without a label.

    No number, no money, no lock but that of others who estimate the same agreement: safe to run twice and at
    once. Does nothing where a statement is issued: its last estimate stays. Where no figures are left, and no
    usage is not declared, the estimate goes. What cannot be computed is stored with the reason.
    """
    with one_at_a_time(f"estimates of agreement {agreement_id}"):
        periods = periods_to_estimate().filter(agreement=agreement_id)
        if label:
            given = Period.objects.filter(agreement=agreement_id, label=label)
            periods = periods.filter(from_date__gte=given.values("from_date")[:1])
        for period in periods.select_related("agreement", "partner"):
            _estimate(period)


def _estimate(period: Period) -> None:
    if not reports_so_far(period=period) and nil_of(period) is None:
        Estimate.objects.filter(period=period).delete()
        return
    try:
        found = _computed(period)
    except OperationalError:
        raise
    except Refused as refusal:
        found = _failed(period, {"code": refusal.code})
    except (OSError, duckdb.Error):
        found = _failed(period, {"code": "rows_gone"})
    except InvalidInput as fault:
        faults = [{"path": each.path, "code": each.code, "message": each.message} for each in fault.faults]
        found = _failed(period, {"code": "not_computed", "faults": faults[:FAULTS_KEPT]})
    except Exception as fault:
        log.exception("estimating failed", extra={"period": period.pk})
        found = _failed(period, {"code": "unexpected", "fault": type(fault).__name__})
    _store(period, *found)


def _computed(period: Period) -> tuple[list[Report], Document]:
    made_at = timezone.now()
    expected = expected_input(period=period)
    document, result, rates = _settled(expected.document, period)
    if result["errors"]:
        missing = sorted({(each["currency"], each["date"] or "") for each in result["errors"]})
        _reports, values = _failed(period, {"code": "missing_rate", "missing": missing})
        return expected.reports, values | {"made_at": made_at}
    ladder = result["ladder"]
    return expected.reports, {
        "state": Estimate.State.COMPUTED,
        "direction": result["direction"],
        "earned": ladder["earned"],
        "net_due": ladder["net_due"],
        "due_now": ladder["due_now"],
        "input_document": document,
        "result_document": result,
        "digest": result["digest"],
        "assumed": _assumed(expected, rates),
        "failure": None,
        "made_at": made_at,
    }


def _settled(document: Document, period: Period) -> tuple[Document, Document, list[Document]]:
    """Input, result and the rates put in the place of those nobody knows yet."""
    result = settle_document(document)
    if not result["errors"]:
        return document, result, []
    document, rates = with_known_rates(document=document, errors=result["errors"], period=period)
    return document, settle_document(document), rates


def _assumed(expected: Expected, rates: list[Document]) -> Document:
    unsubmitted = [each for each in expected.reports if each.state == Report.State.CHECKED]
    return {
        "opening": expected.opening,
        "rates": rates,
        "unsubmitted": len(unsubmitted),
        "rejected": sum(each.rejected or 0 for each in expected.reports),
    }


def _failed(period: Period, failure: Document) -> tuple[list[Report], Document]:
    return reports_so_far(period=period), {
        "state": Estimate.State.FAILED,
        "direction": "",
        "earned": None,
        "net_due": None,
        "due_now": None,
        "input_document": None,
        "result_document": None,
        "digest": "",
        "assumed": {},
        "failure": failure,
        "made_at": timezone.now(),
    }


@transaction.atomic
def _store(period: Period, reports: list[Report], values: Document) -> None:
    if has_statement(period):
        return  # issued meanwhile: what was estimated last before that stays
    before = Estimate.objects.filter(period=period).values_list("net_due", flat=True).first()
    row, _made = Estimate.objects.update_or_create(
        agreement=period.agreement,
        period=period,
        defaults={
            **values,
            "partner": period.partner,
            "currency": period.agreement.settlement_currency,
            "reports_counted": len(reports),
        },
    )
    row.reports.set(reports)
    row.refresh_from_db(fields=["net_due"])
    tell_of_change(period=period, before=before, after=row)
