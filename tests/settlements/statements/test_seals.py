"""Each partner's statements make a chain: what is changed, removed or slipped in by hand shows."""

import pytest
from django.db import ProgrammingError, connection, transaction

from settlements.statements.check_seals import check_seals
from settlements.statements.models import Seal
from settlements.statements.seal import NOTHING, seal_holds
from settlements.statements.seal_statements import document_of


def by_hand(sql: str, *values) -> None:
    """As somebody who may do anything in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, values)


def said() -> list[str]:
    return [found.sentence for found in check_seals()]


def test_each_statement_continues_the_one_before(payable, receivable):
    first, second = Seal.objects.filter(partner=payable.partner).order_by("place")
    assert (first.statement, first.place, first.previous) == (payable, 1, NOTHING)
    assert (second.statement, second.place, second.previous) == (receivable, 2, first.digest)
    assert seal_holds(document_of(second))
    assert said() == []


@pytest.mark.parametrize(
    "change, sentence",
    [
        ("UPDATE settlements_statement SET input_document = input_document || '{\"a\": 1}'", "not the one"),
        ("UPDATE settlements_statement SET issued_at = issued_at - interval '1 day'", "not that of what"),
        ("UPDATE settlements_seal SET place = place + 7", "one before it was taken out"),
        ("UPDATE settlements_seal SET previous = 'x' || substr(previous, 2)", "does not continue"),
        ("DELETE FROM settlements_seal", "has no seal"),
    ],
)
def test_changes_by_hand_are_found(payable, change, sentence):
    by_hand(change)
    assert any(sentence in each for each in said())


def test_a_seal_is_never_edited(payable):
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Seal.objects.update(place=9)
