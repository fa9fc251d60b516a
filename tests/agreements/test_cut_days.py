"""Where the terms cut a period's usage."""

from datetime import date

import pytest

from agreements.cut_days import cut_days, daily_currencies_needed
from agreements.import_terms import import_terms
from agreements.terms_document import contributions_document
from tests.factories.agreements import make_agreement, make_contribution, make_terms, preparer

OCTOBER = {"from_date": date(2026, 10, 1), "to_date": date(2026, 11, 1)}


def test_plain_terms_cut_nothing(hosta):
    assert cut_days(agreement=make_agreement(hosta), **OCTOBER) == ()


def test_versions_grants_and_points_cut_strictly_inside(hosta):
    grants = [
        {"id": "x", "from": "2026-10-01", "to": "2026-10-20", "uplift": "0.02"},
        {"id": "y", "from": "2026-09-01", "to": "2026-11-01", "uplift": "0.02", "market": "ID"},
    ]
    agreement = make_agreement(
        hosta,
        terms=[
            make_terms(to="2026-10-12", exclusivity=grants),
            make_terms("2026-10-12", number=2),
        ],
        contributions=[
            {"id": "p", "from_date": date(2026, 10, 5), "to_date": date(2026, 10, 9), "points": "0.01"},
            {"id": "a", "from_date": date(2026, 10, 7), "to_date": None, "amount": "250"},
        ],
    )
    days = cut_days(agreement=agreement, **OCTOBER)
    assert [day.day for day in days] == [5, 9, 12, 20]


def test_drafts_and_contributions_not_yet_approved_cut_nothing(hosta):
    agreement = make_agreement(hosta)
    import_terms(agreement=agreement, document=[make_terms("2026-10-12", number=2)], by=preparer())
    make_contribution(agreement, approved=False, from_date=date(2026, 10, 5), points="0.01")
    assert cut_days(agreement=agreement, **OCTOBER) == ()
    assert contributions_document(agreement=agreement) == []


@pytest.mark.parametrize(
    "first, second, october, december",
    [
        ("period_end", "period_end", False, False),
        ("usage_day", "period_end", True, False),
        ("period_end", "usage_day", True, True),
        ("period_average", "usage_day", True, True),
    ],
)
def test_days_are_needed_where_a_version_takes_each_days_rate(hosta, first, second, october, december):
    agreement = make_agreement(
        hosta,
        terms=[
            make_terms(to="2026-10-12", fx_policy=first),
            make_terms("2026-10-12", number=2, fx_policy=second),
        ],
    )
    assert daily_currencies_needed(agreement=agreement, **OCTOBER) is october
    later = {"from_date": date(2026, 12, 1), "to_date": date(2027, 1, 1)}
    assert daily_currencies_needed(agreement=agreement, **later) is december


def test_contributions_come_out_as_the_formula_has_them(hosta):
    agreement = make_agreement(hosta)
    make_contribution(agreement, id="c1", from_date=date(2026, 10, 1), points="0.010")
    make_contribution(
        agreement, id="c2", party="licensor", kind="update", from_date=date(2026, 10, 1), amount="250.00"
    )
    scope = {"application": "*", "model": "*", "market": "*"}
    assert contributions_document(agreement=agreement) == [
        {
            "id": "c1",
            "party": "partner",
            "kind": "maintenance",
            **scope,
            "from": "2026-10-01",
            "points": "0.01",
        },
        {"id": "c2", "party": "licensor", "kind": "update", **scope, "from": "2026-10-01", "amount": "250"},
    ]
