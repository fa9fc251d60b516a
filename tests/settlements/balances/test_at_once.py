"""Many at the same time: posted once, and never more held than there is."""

import pytest

from settlements.balances import verify_books as books
from settlements.balances.checks import check_journal
from settlements.balances.models import Entry, JournalTransaction
from settlements.balances.read import held_for, unpaid_of
from settlements.statements.checks import check_statements
from tests.settlements.balances.books import book, hold
from tests.settlements.runs.test_at_once import at_once

STM = "STM-2026-000001"


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_the_same_key_posts_once(self, hosted):
        made = at_once([lambda: book(hosted, STM, "12.50")] * 8)
        assert len({each.pk for each in made}) == 1
        assert (JournalTransaction.objects.count(), Entry.objects.count()) == (1, 2)

    def test_holds_share_what_there_is(self, hosted):
        book(hosted, STM, "100")
        names = [f"DSP-2026-{number:04d}" for number in range(1, 7)]
        held = at_once([lambda name=name: hold(hosted, STM, name, "30") for name in names])
        assert sorted(held) == [0, 0, 10, 30, 30, 30]
        assert unpaid_of(STM) == 0
        assert sum(held_for(name) for name in names) == 100

    def test_the_same_hold_is_placed_once(self, hosted):
        book(hosted, STM, "100")
        assert at_once([lambda: hold(hosted, STM, "DSP-2026-0001", "30")] * 6) == [30] * 6
        assert unpaid_of(STM) == 70

    def test_the_books_are_checked_as_of_one_moment(self, hosted, monkeypatch):
        """What is posted between two checks is seen by neither; the next time by both."""

        def meanwhile():
            at_once([lambda: book(hosted, STM, "12.50")])
            return ()

        monkeypatch.setattr(books, "CHECKS", [check_journal, meanwhile, check_statements])
        assert books.verify_books(thorough=False) == []
        [found] = books.verify_books(thorough=False)
        assert f"“statement {STM}”: there is no such statement" in str(found)
