"""What a period would come to: as soon as a report is checked, and nothing else moves by it."""

from decimal import Decimal

import pytest

from agreements.import_terms import import_terms
from portal.accounts.models import NumberSeries
from portal.config.subscriptions import SUBSCRIPTIONS
from portal.notices.models import OutboxEvent
from settlements.balances.models import JournalTransaction
from settlements.runs.estimates.estimate_report import estimate_report
from settlements.runs.estimates.make_estimate import make_estimate
from settlements.statements.estimates.models import Estimate
from settlements.statements.models import Statement
from settlements.tasks import estimate_after_run, refresh_estimates
from tests.factories.agreements import bring_into_force, make_terms, preparer, share
from tests.factories.usage import checked_report, reporter_of, submitted_report
from tests.settlements.runs.steps import ecb, issued_run
from usage.withdraw_report import withdraw_report

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER = "2026-09", "2026-10"


def row(label: str, **members) -> dict[str, str]:
    return {"usage_date": f"{label}-05", "source_ref": label, **members}


def estimated(report) -> Estimate:
    """As the task of the report's event does it."""
    estimate_report(report_id=report.pk)
    return Estimate.objects.get(period=report.period)


def test_a_checked_report_tells_of_itself(hosted):
    report = checked_report(hosted, SEPTEMBER, [row(SEPTEMBER)])
    event = OutboxEvent.objects.get(event="report.checked")
    assert event.args == [report.pk]
    assert SUBSCRIPTIONS["report.checked"] == ["settlements.tasks.estimate_report"]


def test_it_is_the_statement_that_would_be_issued(hosted, fiona, april):
    first = estimated(checked_report(hosted, SEPTEMBER, [row(SEPTEMBER), row(SEPTEMBER, market="ZZ")]))
    assert (first.earned, first.due_now, first.currency) == (Decimal("20.00"), Decimal("20.00"), "USD")
    assert first.assumed == {"opening": "issued", "rates": [], "unsubmitted": 1, "rejected": 1}
    withdraw_report(report=first.reports.get(), by=reporter_of(hosted))
    before = estimated(submitted_report(hosted, SEPTEMBER, [row(SEPTEMBER, gross_revenue="200")]))
    issued_run(SEPTEMBER, fiona, april, hosted)
    statement = Statement.objects.get()
    assert before.input_document == statement.input_document
    assert before.result_document == statement.result_document
    assert before.digest == statement.digest
    assert before.due_now == statement.due_now == Decimal("40.00")


def test_nothing_is_written_but_the_estimate(hosted):
    numbers = list(NumberSeries.objects.order_by("pk").values())
    estimated(checked_report(hosted, SEPTEMBER, [row(SEPTEMBER)]))
    assert not JournalTransaction.objects.exists()
    assert not Statement.objects.exists()
    assert list(NumberSeries.objects.order_by("pk").values()) == numbers


def test_done_twice_it_is_one(hosted):
    report = checked_report(hosted, SEPTEMBER, [row(SEPTEMBER)])
    first, second = estimated(report), estimated(report)
    assert (first.pk, first.digest) == (second.pk, second.digest)


def test_a_report_that_replaces_another_stands_for_it(hosted):
    older = submitted_report(hosted, SEPTEMBER, [row(SEPTEMBER)], completes_period=False)
    assert estimated(older).earned == Decimal("20.00")
    newer = checked_report(hosted, SEPTEMBER, [row(SEPTEMBER, gross_revenue="300")], replaces=older)
    assert estimated(newer).earned == Decimal("60.00")
    withdraw_report(report=newer, by=reporter_of(hosted))
    assert estimated(newer).earned == Decimal("20.00")


def test_without_figures_the_estimate_goes(hosted):
    report = checked_report(hosted, SEPTEMBER, [row(SEPTEMBER)])
    estimated(report)
    withdraw_report(report=report, by=reporter_of(hosted))
    estimate_report(report_id=report.pk)
    assert not Estimate.objects.exists()


def test_counter_figures_settle_nothing(hosted, oscar):
    report = checked_report(hosted, SEPTEMBER, [row(SEPTEMBER)], by=oscar, counter=True)
    estimate_report(report_id=report.pk)
    assert not Estimate.objects.exists()


def test_the_last_one_before_issue_stays(hosted, fiona, april):
    before = estimated(submitted_report(hosted, SEPTEMBER, [row(SEPTEMBER)]))
    issued_run(SEPTEMBER, fiona, april, hosted)
    make_estimate(agreement_id=hosted.pk)
    after = Estimate.objects.get()
    assert (after.made_at, after.digest) == (before.made_at, before.digest)


def test_it_opens_with_the_estimate_of_the_period_before(running_on, fiona, april):
    """Counters, windows, advance and balance run on through two estimates as through two statements."""
    months = ("2026-03", "2026-04", "2026-05")
    for month in months:
        submitted_report(running_on, month, [row(month, gross_revenue="1000")])
    make_estimate(agreement_id=running_on.pk, label=months[0])
    found = {each.period.label: each for each in Estimate.objects.all()}
    assert [found[month].assumed["opening"] for month in months] == ["issued", "estimated", "estimated"]
    for month in months:
        issued_run(month, fiona, april, running_on)
        statement = Statement.objects.get(period__label=month)
        assert found[month].result_document["ladder"] == statement.result_document["ladder"]
        assert found[month].digest == statement.digest


def test_a_changed_month_changes_the_one_after_it(running_on):
    first = checked_report(running_on, "2026-03", [row("2026-03", gross_revenue="1000")])
    second = checked_report(running_on, "2026-04", [row("2026-04", gross_revenue="1000")])
    estimated(first)
    assert estimated(second).earned == Decimal("150.00")  # 500 at 20 %, 500 at 10 %
    withdraw_report(report=first, by=reporter_of(running_on))
    estimate_report(report_id=first.pk)
    after = Estimate.objects.get()
    assert (after.period, after.earned) == (second.period, Decimal("200.00"))
    assert after.assumed["opening"] == "unknown"


def test_after_a_run_the_next_period_opens_with_what_was_issued(running_on, fiona, april, celery_inline):
    submitted_report(running_on, "2026-03", [row("2026-03", gross_revenue="1000")])
    later = checked_report(running_on, "2026-04", [row("2026-04", gross_revenue="1000")])
    assert estimated(later).assumed["opening"] == "unknown"
    run = issued_run("2026-03", fiona, april, running_on)
    assert OutboxEvent.objects.get(event="run.issued").args == [run.pk]
    estimate_after_run(run.pk)
    after = Estimate.objects.get(period=later.period)
    assert (after.assumed["opening"], after.earned) == ("issued", Decimal("150.00"))


def test_the_newest_known_rate_stands_for_the_last_days(hosted):
    ecb("2026-09-05", USD="1.25")
    found = estimated(checked_report(hosted, SEPTEMBER, [row(SEPTEMBER, currency="EUR")]))
    assert found.earned == Decimal("25.00")  # 100 EUR, 20 %
    [rate] = found.assumed["rates"]
    assert (rate["currency"], rate["date"], rate["wanted"], rate["rate"]) == (
        "EUR",
        "2026-09-05",
        "2026-09-30",
        "1.25",
    )


def test_without_any_rate_it_says_which_is_missing(hosted):
    found = estimated(checked_report(hosted, SEPTEMBER, [row(SEPTEMBER, currency="EUR")]))
    assert (found.state, found.earned, found.reports_counted) == ("failed", None, 1)
    assert found.failure == {"code": "missing_rate", "missing": [["EUR", "2026-09-30"]]}


def test_amended_terms_cut_the_rows_anew_and_write_nothing(hosted, celery_inline):
    """Half of September at 20 %, half at 30 %; the report keeps the sums of its check."""
    rows = [row(SEPTEMBER), row(SEPTEMBER, usage_date="2026-09-20", source_ref="b")]
    report = submitted_report(hosted, SEPTEMBER, rows)
    assert estimated(report).earned == Decimal("40.00")
    document = [make_terms("2026-09-15", share("0.3"), number=2)]
    bring_into_force(import_terms(agreement=hosted, document=document, by=preparer())[0])
    refresh_estimates()
    assert Estimate.objects.get().earned == Decimal("50.00")
    fingerprint = report.bucket_fingerprint
    report.refresh_from_db()
    assert report.bucket_fingerprint == fingerprint
    assert report.buckets.count() == 1
