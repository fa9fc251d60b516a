"""An advance in the books: taken in with the first statement, lowered by what each recoups."""

from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import Sum

from agreements.models import Agreement
from settlements.adjustments.models import Adjustment
from settlements.balances.digest_of import digest_of
from settlements.balances.models import Account, Entry, JournalTransaction
from settlements.balances.summary import balances_of
from settlements.balances.verify_books import verify_books
from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.balances.changed_by_hand import triggers_off
from tests.settlements.restate.conftest import FEBRUARY, JANUARY, MARCH, row
from tests.settlements.restate.steps import approve, requested
from tests.settlements.runs.steps import issued_run

ADVANCE = {"amount": "100.00", "recoup_rate": "0.5"}
TAKEN_IN = JournalTransaction.Cause.ADVANCE_TAKEN_IN


def advanced(partner, **fields) -> Agreement:
    """20 %, and an advance of 100.00, half of each month's share recouped."""
    terms = make_terms("2026-01-01", share("0.20"), advance=ADVANCE)
    return make_agreement(partner, reporter="partner", starts="2026-01-01", terms=[terms], **fields)


def month(agreement, label: str, gross: str, fiona, april) -> Statement:
    submitted_report(agreement, label, [row(label, gross)])
    issued_run(label, fiona, april, agreement)
    return Statement.objects.get(agreement=agreement, period__label=label, version=1)


@scene
def paid_ahead(hosta):
    return advanced(hosta)


@scene
def january(paid_ahead, fiona, april):
    """300: 60.00, of which 30.00 is recouped."""
    return month(paid_ahead, JANUARY, "300", fiona, april)


def standing(agreement) -> dict[str, Decimal]:
    """Every account other than zero; a debit is positive."""
    sums = Entry.objects.filter(agreement=agreement).order_by().values_list("account")
    return {account: total for account, total in sums.annotate(total=Sum("amount")) if total}


def test_the_first_statement_takes_it_in_and_each_lowers_it(paid_ahead, january, fiona, april):
    assert standing(paid_ahead) == {"advance": 70, "advance_paid": -100, "share": 60, "payable": -30}
    month(paid_ahead, FEBRUARY, "900", fiona, april)
    assert standing(paid_ahead) == {"advance_paid": -100, "share": 240, "payable": -140}
    month(paid_ahead, MARCH, "100", fiona, april)
    assert JournalTransaction.objects.filter(cause=TAKEN_IN).count() == 1
    assert verify_books() == []


def test_every_sign_is_turned_where_the_partner_pays(rival, fiona, april):
    agreement = advanced(rival, collected_by="partner")
    month(agreement, JANUARY, "300", fiona, april)
    assert standing(agreement) == {"advance": -70, "advance_paid": 100, "share": -60, "receivable": 30}
    assert verify_books() == []


@pytest.mark.parametrize("collected_by", ["licensor", "partner"])
def test_the_balance_page_tells_what_is_left(rival, fiona, april, collected_by):
    agreement = advanced(rival, collected_by=collected_by)
    month(agreement, JANUARY, "300", fiona, april)
    [balance] = balances_of(Entry.objects.filter(agreement=agreement))
    told = {name: amount for name, _meaning, amount in balance.rows}
    assert told["Advance to be recouped"] == 70


def test_what_a_restatement_recouped_follows_with_its_adjustment(paid_ahead, january, fiona, april):
    """January at 500 would have recouped 50.00 of 100.00, not 30.00 of 60.00: 20.00 more is due, and 20.00
    less of the advance is left. 200 in February: 40.00, 20.00 recouped."""
    submitted_report(paid_ahead, JANUARY, [row(JANUARY, "200")])
    approve(requested(paid_ahead, JANUARY, fiona), april)
    assert Adjustment.objects.get().amount == 20
    assert standing(paid_ahead)["advance"] == 70
    assert verify_books() == []
    february = month(paid_ahead, FEBRUARY, "200", fiona, april)
    assert february.result_document["window"]["advance_balance"] == "30.00"
    assert standing(paid_ahead) == {
        "advance": 30,
        "advance_paid": -100,
        "share": 100,
        "adjustments": 40,
        "payable": -70,
    }
    assert verify_books() == []


def test_an_advance_changed_by_hand_is_found(paid_ahead, january):
    taken = JournalTransaction.objects.get(cause=TAKEN_IN)
    with triggers_off() as execute:
        execute("UPDATE settlements_entry SET amount = amount * 2 WHERE transaction_id = %s", [taken.pk])
        digest = digest_of(taken, taken.entries.all())
        change = "UPDATE settlements_journaltransaction SET digest = %s WHERE id = %s"
        execute(change, [digest, taken.pk])
    [found] = verify_books()
    assert str(found) == (
        f"settlements_statement {january.pk} ({january.number}): "
        "70.00 of the advance is left, but the books say 170"
    )


class TestCatchingUp:
    """Statements posted before advances had an account."""

    @pytest.fixture(params=["licensor", "partner"])
    def old(self, request, rival, fiona, april) -> Agreement:
        agreement = advanced(rival, collected_by=request.param)
        for label in (JANUARY, FEBRUARY):
            _as_before(month(agreement, label, "300", fiona, april))
        return agreement

    def test_it_is_set_right_once(self, old, fiona, april):
        sign = 1 if old.collected_by == "licensor" else -1
        due = "payable" if sign > 0 else "receivable"
        assert standing(old) == {"share": sign * 60, due: -sign * 60}
        assert {each.check for each in verify_books()} == {"advances", "statement documents"}
        for _time in range(2):
            import_module("settlements.migrations.0023_advances_caught_up").catch_up(apps, None)
        right = {"share": sign * 120, due: -sign * 60, "advance": sign * 40, "advance_paid": -sign * 100}
        assert standing(old) == right
        assert verify_books() == []

    def test_what_is_issued_afterwards_goes_on_from_it(self, old, fiona, april):
        import_module("settlements.migrations.0023_advances_caught_up").catch_up(apps, None)
        month(old, MARCH, "900", fiona, april)
        assert "advance" not in standing(old)
        assert JournalTransaction.objects.filter(cause=TAKEN_IN).count() == 1
        assert verify_books() == []


def _as_before(statement: Statement) -> None:
    """What was recouped lowers the share; no advance anywhere."""
    header = JournalTransaction.objects.get(key=f"statement {statement.number}")
    with triggers_off() as execute:
        recouped = header.entries.get(account=Account.ADVANCE)
        share_of = header.entries.get(account=Account.SHARE)
        execute(
            "UPDATE settlements_entry SET amount = amount + %s WHERE id = %s", [recouped.amount, share_of.pk]
        )
        execute("DELETE FROM settlements_entry WHERE id = %s", [recouped.pk])
        digest = digest_of(header, header.entries.all())
        execute("UPDATE settlements_journaltransaction SET digest = %s WHERE id = %s", [digest, header.pk])
        for taken in JournalTransaction.objects.filter(cause=TAKEN_IN):
            execute("DELETE FROM settlements_entry WHERE transaction_id = %s", [taken.pk])
            execute("DELETE FROM settlements_journaltransaction WHERE id = %s", [taken.pk])
