"""When what a partner owes is due: by the terms under which it was earned."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agreements.operations.edit_operations import edit_operations
from settlements.payouts.dates import today
from settlements.payouts.request_remittances import request_remittances
from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement, make_terms, preparer, share
from tests.factories.usage import submitted_report
from tests.settlements.runs.steps import issued_run

pytestmark = pytest.mark.django_db


def owed(partner, days: int | None, fiona, april, title: str = "Own customers") -> Statement:
    """A statement of September under terms that give so many days to pay."""

    def say(version):
        if days is not None:
            edit_operations(version=version, operations={"payment_days": days}, by=preparer())

    agreement = make_agreement(
        partner,
        collected_by="partner",
        starts="2026-09-01",
        terms=[make_terms("2026-09-01", share("0.10"))],
        title=title,
        say=say,
    )
    submitted_report(agreement, "2026-09", [{"usage_date": "2026-09-05", "gross_revenue": "500"}])
    issued_run("2026-09", fiona, april, agreement)
    return Statement.objects.get(agreement=agreement)


def due_date(fiona, **said):
    [remittance] = request_remittances(by=fiona, **said).remittances
    return remittance.due_date


@pytest.mark.parametrize("days", [1, 45])
def test_days_after_the_statement_was_issued(hosta, fiona, april, days):
    statement = owed(hosta, days, fiona, april)
    assert due_date(fiona) == timezone.localdate(statement.issued_at) + timedelta(days=days)


def test_of_several_agreements_the_earliest(hosta, fiona, april):
    owed(hosta, 45, fiona, april)
    owed(hosta, 10, fiona, april, "Other customers")
    assert due_date(fiona) == today() + timedelta(days=10)


def test_a_day_somebody_gives_comes_first(hosta, fiona, april):
    owed(hosta, 45, fiona, april)
    given = today() + timedelta(days=3)
    assert due_date(fiona, due_date=given) == given


def test_thirty_days_where_nothing_is_agreed(hosta, fiona, april):
    owed(hosta, None, fiona, april)
    assert due_date(fiona) == today() + timedelta(days=30)
