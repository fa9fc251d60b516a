"""The snapshots of a run are gathered together, and say what each says alone."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from settlements.adjustments.make_adjustment import make_adjustment
from settlements.adjustments.models import Adjustment
from settlements.runs.changed_since_settled import changed_since_settled
from settlements.runs.gather_inputs import gather_inputs
from tests.factories.agreements import make_agreement, make_contribution
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.runs.steps import ecb, issued_run, settled_run

SEPTEMBER, OCTOBER = "2026-09", "2026-10"


@scene
def alike(hosta):
    """Three agreements on the same terms, each with October's usage."""
    found = [make_agreement(hosta, reporter="partner", starts="2026-10-01") for _ in range(3)]
    for agreement in found:
        submitted_report(agreement, OCTOBER, [{"usage_date": "2026-10-05"}])
    return found


def adjusted(agreement, by):
    return make_adjustment(
        agreement=agreement,
        kind=Adjustment.Kind.DISPUTE,
        reference="DSP-2026-0001",
        statement="STM-2026-000001",
        line_key="",
        clause="",
        amount=Decimal("-5"),
        currency=agreement.settlement_currency,
        reason="Counted twice.",
        by=by,
    )


def test_many_say_what_each_says_alone(usage, hosted, remitted, alike, fiona, april):
    """With a month before and without, an adjustment, a contribution that cuts, currencies of their own."""
    ecb("2026-10-30", USD="1.0857")
    issued_run(SEPTEMBER, fiona, april, hosted, remitted)
    adjusted(hosted, fiona)
    submitted_report(hosted, OCTOBER, [{"usage_date": "2026-10-20", "currency": "EUR"}])
    days = [{"usage_date": "2026-10-05", "currency": "EUR"}, {"usage_date": "2026-10-25", "currency": "EUR"}]
    submitted_report(remitted, OCTOBER, days)
    make_contribution(remitted, from_date="2026-10-15", points="0.01")
    run = settled_run(OCTOBER, fiona, hosted, remitted, *alike)
    rows = list(run.settlements.select_related("agreement__partner", "period"))
    together = [each.document for each in gather_inputs(settlements=rows)]
    assert together == [gather_inputs(settlements=[row])[0].document for row in run.settlements.all()]
    assert together == [row.input_document for row in rows]
    mine = {row.agreement_id: document for row, document in zip(rows, together, strict=True)}
    assert [each["amount"] for each in mine[hosted.pk]["adjustments"]] == ["-5"]
    assert mine[remitted.pk]["counters"]
    assert not mine[alike[0].pk]["counters"]
    assert [each["from"] for each in mine[remitted.pk]["usage"]] == ["2026-10-01", "2026-10-15"]


def test_three_are_asked_about_as_often_as_one(alike, fiona):
    first, *others = alike
    runs = [settled_run(OCTOBER, fiona, first), settled_run(OCTOBER, fiona, *others)]
    counts = []
    for run in runs:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert changed_since_settled(run=run) == []
        counts.append(len(found))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_changed_is_named_in_whichever_part_it_is(alike, fiona, monkeypatch, place):
    monkeypatch.setattr("settlements.runs.changed_since_settled.PART", 2)
    run = settled_run(OCTOBER, fiona, *alike)
    adjusted(alike[place], fiona)
    assert changed_since_settled(run=run) == [alike[place].number]
