"""A statement says why it came to more or less than the one before, and how it went over time."""

import pytest

from settlements.statements.models import Statement
from tests.scenes import scene
from tests.settlements.disputes.pages import look
from tests.settlements.disputes.steps import agreed, issued


@scene
def october(hosta, fiona) -> Statement:
    """September's 1,000 and 500 at 20 % are 300.00; October's 2,000 are 400.00."""
    agreement = agreed(hosta)
    issued(agreement, fiona, "1000.00", "500.00")
    return issued(agreement, fiona, "2000.00", label="2026-10")


def test_what_is_stored_is_what_was_reviewed(october):
    before = Statement.objects.get(period__label="2026-09")
    assert october.change == {
        "number": before.number,
        "period": "2026-09",
        "before": "300.00",
        "after": "400.00",
        "reasons": [{"code": "volume", "amount": "100"}],
    }
    assert october.period.settlements.get().change == october.change
    assert before.change is None


def test_the_page_says_it_in_a_sentence_and_chips(client, october, vera):
    page = look(client, vera, "statement", october.number)
    assert "$100.00 more than for September 2026. Main reason: Usage, +$100.00." in page
    assert 'href="#lines">Usage</a> <span class="nowrap">+$100.00' in page
    assert "Over time" in page
    first = look(client, vera, "statement", Statement.objects.get(period__label="2026-09").number)
    assert "Main reason" not in first
    assert "Over time" not in first


def test_the_run_shows_it_by_agreement(client, october, fiona):
    run = october.period.settlements.get().run
    page = look(client, fiona, "run", run.pk)
    assert "+$100.00" in page
    assert 'Usage</a> <span class="nowrap">+$100.00' in page


@pytest.mark.parametrize("reader", ["vera", "adam"])
def test_contributions_are_told_to_whom_they_concern(client, payable, reader, request):
    staff = reader == "adam"
    person = request.getfixturevalue(reader)
    page = look(client, person, "staff_statement" if staff else "statement", payable.number)
    earned, cost = payable.contributions_came_to["partner"], payable.contributions_came_to["licensor"]
    assert (float(earned) > 0, cost) == (True, "-12.5")
    assert ("The contributions of Host A earned it" if staff else "Your contributions earned you") in page
    assert "$12.50." in page
