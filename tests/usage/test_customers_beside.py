"""How many customers are new beside the period before."""

import pytest
from django.core.files.storage import default_storage

from tests.factories.usage import checked_report, submitted_report
from tests.usage.erasure.steps import settle
from usage.erasure.erase_report import erase_report
from usage.verdict_text import warning_sentences

pytestmark = pytest.mark.django_db


@pytest.fixture
def september(agreement, uma):
    """Two customers; no scene, since storage is not rolled back."""
    rows = [{"customer_ref": ref, "usage_date": "2026-09-03"} for ref in ("nordwind", "suedwind", "nordwind")]
    return submitted_report(agreement, "2026-09", rows, by=uma)


def said(agreement, uma, *customers: str) -> list[str]:
    rows = [{"customer_ref": ref, "quantity": str(at)} for at, ref in enumerate(customers, 1)]
    return warning_sentences(checked_report(agreement, "2026-10", rows, by=uma))


def test_customers_that_the_period_before_did_not_have_are_counted(agreement, uma, september):
    assert said(agreement, uma, "nordwind", "ostwind", "westwind", "ostwind") == [
        "2 of 3 customers are new: September 2026 had 2."
    ]
    assert said(agreement, uma, "nordwind", "suedwind", "nordwind") == []


def test_nothing_is_said_where_one_of_the_two_names_no_customer(agreement, uma, september):
    assert said(agreement, uma, "", "") == []
    report = checked_report(agreement, "2026-10", [{"quantity": "77"}], by=uma)
    assert report.verdict["customers"] is None


def test_the_first_period_has_nothing_beside_it(agreement, uma):
    assert said(agreement, uma, "nordwind") == []


def test_rows_that_are_erased_or_lost_are_not_compared(agreement, uma, oscar, september):
    default_storage.delete(september.archive[0])
    assert said(agreement, uma, "ostwind") == []
    settle(september.period)
    september.refresh_from_db()
    erase_report(report=september, by=oscar, reason="Asked for")
    assert said(agreement, uma, "westwind") == []
