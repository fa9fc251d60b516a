"""From the outcome to the next statement, through a real run."""

from decimal import Decimal

import pytest

from portal.refused import Refused
from settlements.adjustments.waiting import waiting
from settlements.runs.request_approval import request_approval
from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.adjustments.test_make_adjustment import made
from tests.settlements.runs.steps import issued_run, settled_run, settlement_of


@scene
def hosted(hosta, fiona, april):
    agreement = make_agreement(hosta, reporter="partner", starts="2026-09-01")
    for month in ("2026-09", "2026-10"):
        submitted_report(agreement, month, [{"usage_date": f"{month}-05"}])
    issued_run("2026-09", fiona, april, agreement)
    return agreement


@pytest.mark.django_db
class TestNextRun:
    def test_it_is_in_the_snapshot_and_the_ladder(self, hosted, fiona):
        adjustment = made(hosted, fiona, "-12.50")
        run = settled_run("2026-10", fiona, hosted)
        [listed] = settlement_of(run, hosted).input_document["adjustments"]
        reference = "DSP-2026-0001"
        assert listed == {
            "id": f"ADJ-{adjustment.pk}",
            "kind": "dispute",
            "reference": reference,
            "amount": "-12.5",
        }
        assert settlement_of(run, hosted).result_document["ladder"]["adjustments"] == "-12.50"

    def test_through_to_issue(self, hosted, fiona, april):
        made(hosted, fiona, "-12.50")
        issued_run("2026-10", fiona, april, hosted)
        october = Statement.objects.get(period__label="2026-10")
        assert Decimal(october.result_document["ladder"]["adjustments"]) == Decimal("-12.50")
        assert not waiting(hosted).exists()
        assert hosted.adjustments.get().settled_in == october.number

    def test_one_made_since_it_was_settled_is_noticed(self, hosted, fiona):
        run = settled_run("2026-10", fiona, hosted)
        made(hosted, fiona, "-12.50")
        with pytest.raises(Refused) as refusal:
            request_approval(run=run, by=fiona)
        assert refusal.value.code == "changed_since_settled"
