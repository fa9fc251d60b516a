"""What verify_books finds where versions, adjustments and approvals do not fit together."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from settlements.adjustments.make_adjustment import make_adjustment
from settlements.adjustments.models import Adjustment
from settlements.balances.verify_books import verify_books
from settlements.runs.restate.models import RestatedPeriod
from settlements.statements.issue_restated import issue_restated
from settlements.statements.store_statements import statement_of, store_statements
from tests.settlements.restate.conftest import FEBRUARY, JANUARY
from tests.settlements.restate.steps import approve, computed, requested, versions


def sentences(*, thorough: bool = False) -> list[str]:
    return [str(each) for each in verify_books(thorough=thorough)]


@pytest.fixture
def restated(quarter, corrected, fiona, april):
    return approve(requested(quarter, JANUARY, fiona), april)


def adjustment_of(quarter, by, reference: str, amount: str) -> Adjustment:
    return make_adjustment(
        agreement=quarter,
        kind=Adjustment.Kind.RESTATEMENT,
        reference=reference,
        statement=reference.partition(" ")[0],
        line_key="",
        clause="",
        amount=Decimal(amount),
        currency="USD",
        reason="none",
        by=by,
    )


@pytest.mark.django_db
class TestChecks:
    def test_all_fits(self, restated):
        assert sentences(thorough=True) == []

    def test_an_adjustment_of_no_version(self, restated, quarter, april):
        number = versions(quarter, FEBRUARY)[0].number
        adjustment_of(quarter, april, f"{number} v3", "1.00")
        (found,) = sentences()
        assert f"{number} v3: there is no such version" in found

    def test_a_version_without_its_adjustment(self, quarter, corrected, fiona, april):
        row = computed(quarter, JANUARY, fiona)
        january = row.periods.get(period__label=JANUARY)
        first = january.previous
        second = statement_of(
            number=first.number,
            version=2,
            reason="in silence",
            agreement=quarter,
            period=first.period,
            input_document=january.input_document,
            result_document=january.result_document,
            issued_at=datetime(2026, 5, 1, tzinfo=UTC),
            prepared_by=fiona,
            approved_by=april,
        )
        store_statements(statements=[second], reports=[[]])
        (found,) = sentences()
        assert f"{first.number} v2" in found
        assert "it changes 280.05, but 0 is adjusted" in found

    def test_a_version_with_another_adjustment(self, quarter, corrected, fiona, april):
        row = computed(quarter, JANUARY, fiona)
        january = row.periods.get(period__label=JANUARY)
        adjustment_of(quarter, april, f"{january.previous.number} v2", "280.04")
        with pytest.raises(RuntimeError, match="already, to something else"):
            issue_restated(
                previous=january.previous,
                input_document=january.input_document,
                result_document=january.result_document,
                reports=[],
                reason="late file",
                at=datetime(2026, 5, 1, tzinfo=UTC),
                prepared_by=fiona,
                approved_by=april,
            )

    def test_what_was_approved_was_changed(self, restated):
        RestatedPeriod.objects.filter(period__label=FEBRUARY).update(digest="0" * 64)
        (found,) = sentences(thorough=True)
        assert "is not what was approved" in found

    def test_a_statement_that_is_not_what_was_approved(self, restated):
        row = restated.periods.get(period__label=FEBRUARY)
        RestatedPeriod.objects.filter(pk=row.pk).update(result_document={**row.result_document, "lines": []})
        (found,) = sentences(thorough=True)
        assert "the documents of its statement are not those approved" in found
