"""The first period settled here opens with what the former books left, to the cent."""

from datetime import date
from decimal import Decimal

import pytest

from agreements.access import versions_with_rules
from agreements.settled_until import settled_until
from portal.refused import Refused
from settlements.balances.models import Account
from settlements.balances.read import account_balance
from settlements.balances.verify_books import verify_books
from settlements.openings.confirm_opening import confirm_opening
from settlements.openings.enter_opening import enter_opening
from settlements.runs.hindrances import candidates
from settlements.runs.request_approval import request_approval
from settlements.runs.resettle import resettle
from settlements.runs.what_if.what_if import what_if
from settlements.statements.models import Statement
from tests.factories.usage import submitted_report
from tests.settlements.openings.steps import carried_over, figures, only_balance
from tests.settlements.runs.pages import page_of
from tests.settlements.runs.steps import blocker_kinds, issued_run, settle_all, settled_run
from usage.periods.due_periods import due_periods

SEPTEMBER, OCTOBER = "2026-09", "2026-10"


def usage(gross: str, day: str = "2026-09-05") -> list[dict]:
    return [{"usage_date": day, "gross_revenue": gross, "deductions": "0", "currency": "USD"}]


def hindrance(agreement, label: str) -> str:
    [found] = candidates(label=label, agreements=[agreement])
    return found.hindrance


def issued(agreement, label: str) -> dict:
    return Statement.objects.get(agreement=agreement, period__label=label).result_document


def test_an_accountant_can_check_the_first_two_statements(moved, carla, fiona, april):
    """900 of the year were counted: of 300 in September, 100 earn 20 % and 200 earn 10 %, 40.00 in all. Half
    of that is recouped, 20.00 of the 40.00 left of the advance. 40 − 20 + 12.34 carried over = 32.34."""
    carried_over(moved, carla, april)
    submitted_report(moved, SEPTEMBER, usage("300"))
    issued_run(SEPTEMBER, fiona, april, moved)
    first = issued(moved, SEPTEMBER)
    rungs = ("earned", "cap_reduction", "recoupment", "opening_balance", "due_now")
    assert [first["ladder"][rung] for rung in rungs] == ["40.00", "0.00", "-20.00", "12.34", "32.34"]
    assert first["counters"]["default"]["base"] == "1200"
    assert first["window"] == {
        "guarantee_earned": "40.00",
        "cap_earned": "220.00",
        "advance_balance": "20.00",
    }
    # October: 3000 at 10 % are 300.00, of which the cap of 500 lets 280 (500 − 180 − 40) through.
    submitted_report(moved, OCTOBER, usage("3000", "2026-10-05"))
    issued_run(OCTOBER, fiona, april, moved)
    second = issued(moved, OCTOBER)
    assert [second["ladder"][rung] for rung in rungs] == ["300.00", "-20.00", "-20.00", "0.00", "260.00"]
    assert account_balance(moved.partner, Account.CARRIED, "USD") == 0
    assert account_balance(moved.partner, Account.FORMER, "USD") == Decimal("12.34")
    assert verify_books() == []
    # Tried out on the very terms in force, both periods come to the same.
    tried = what_if(agreement=moved, version=versions_with_rules(moved).get(), periods=2)
    assert [each.due.difference for each in tried.periods] == [0, 0]


def test_a_debt_of_the_former_books_lowers_what_is_due(remitting, carla, fiona, april):
    """The partner collects: 5.00 too much was remitted before, so of 10.00 only 5.00 are still owed."""
    carried_over(remitting, carla, april, only_balance("-5.00"))
    submitted_report(remitting, SEPTEMBER, usage("100"))
    issued_run(SEPTEMBER, fiona, april, remitting)
    assert issued(remitting, SEPTEMBER)["ladder"]["due_now"] == "5.00"
    assert account_balance(remitting.partner, Account.CARRIED, "USD") == 0
    assert account_balance(remitting.partner, Account.RECEIVABLE, "USD") == 5
    assert verify_books() == []


def test_without_a_balance_nothing_is_posted(moved, carla, april):
    carried_over(moved, carla, april, figures(balance=Decimal(0)))
    assert account_balance(moved.partner, Account.CARRIED, "USD") == 0
    assert verify_books() == []


def test_windows_that_ended_open_at_zero(moved, carla, fiona, april):
    """Carried over at the end of 2025: the year's counter and the year's cap begin anew in January."""
    with pytest.raises(Refused, match="opens at zero"):
        enter_opening(agreement=moved, figures=figures(carried_date=date(2025, 12, 31)), by=carla)


def test_the_first_period_waits_for_the_second_person(moved, carla, fiona, april):
    assert "2026-08 comes first" in hindrance(moved, SEPTEMBER)
    row = enter_opening(agreement=moved, figures=figures(), by=carla)
    assert "not confirmed yet" in hindrance(moved, SEPTEMBER)
    with pytest.raises(Refused, match="not confirmed yet"):
        settled_run(SEPTEMBER, fiona, moved)
    confirm_opening(opening=row, by=april)
    assert hindrance(moved, SEPTEMBER) == ""
    assert "former books settled it up to" in hindrance(moved, "2026-08")
    assert "2026-09 comes first" in hindrance(moved, OCTOBER)


def test_entered_while_a_run_is_open_it_keeps_the_run_from_approval(moved, carla, fiona, april):
    """The first period of the term is in a run when somebody enters what was carried over."""
    submitted_report(moved, "2025-01", usage("10", "2025-01-05"))
    run = settled_run("2025-01", fiona, moved)
    enter_opening(agreement=moved, figures=figures(), by=carla)
    with pytest.raises(Refused, match="opening balance changed"):
        request_approval(run=run, by=fiona)
    resettle(run=run, by=fiona, queue=False)
    settle_all(run)
    assert blocker_kinds(run) == ["opening_balance"]


def test_no_figures_are_expected_for_what_the_former_books_settled(moved, carla, april):
    assert due_periods(agreement=moved)[0].label == "2025-01"
    carried_over(moved, carla, april)
    assert due_periods(agreement=moved)[0].label == SEPTEMBER


def test_terms_begin_no_earlier_than_the_first_day_settled_here(moved, carla, april):
    assert settled_until(moved) is None
    carried_over(moved, carla, april)
    assert settled_until(moved) == date(2026, 9, 1)


def test_the_first_statement_says_where_its_opening_comes_from(client, finn, moved, carla, fiona, april):
    carried_over(moved, carla, april)
    submitted_report(moved, SEPTEMBER, usage("300"))
    issued_run(SEPTEMBER, fiona, april, moved)
    client.force_login(finn)
    number = Statement.objects.get().number
    told = "Carried over from the former books, as they stood on Aug 31, 2026."
    assert told in page_of(client, "statement", number)
    assert told in page_of(client, "statement_rung", number, "opening_balance")
