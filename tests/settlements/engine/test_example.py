"""The worked example of FORMULA section 10 gives the figures that stand below it."""

from settlements.engine import settle_document
from tests.settlements.engine.documents import example


def test_the_stated_figures():
    result = settle_document(example())
    assert result["ladder"] == {
        "earned": "499.45",
        "guarantee_shortfall": "0.00",
        "cap_reduction": "0.00",
        "contribution_credits": "-250.00",
        "recoupment": "-124.72",
        "adjustments": "-12.50",
        "withholding": "-11.22",
        "opening_balance": "0.00",
        "net_due": "101.01",
        "due_now": "101.01",
        "carried_forward": "0.00",
    }
    assert result["shares"] == {"beneficiary": "499.45", "collector": "1672.08"}
    assert result["counters"]["default"] == {"quantity": "0", "base": "90171.6340361792"}
    credit, earning = result["lines"]
    assert (credit["key"], credit["amount"]) == ("contribution_credit|c2", "-250.00")
    assert (earning["base_settlement"], earning["share"]) == ("2171.5340361792", "0.23")
    place = "search|llama-3.1-8b|ID|output_tokens|EUR"
    assert earning["key"] == f"earning|default|1|{place}|2026-10-01|0.02|0.01"


def test_the_document_has_every_member_and_no_other():
    result = settle_document(example())
    top = (
        "format agreement period direction currency lines unrated warnings errors ladder ladder_steps shares "
        "counters window digest"
    )
    assert set(result) == set(top.split())
    members = (
        "key kind rule version clause application model market unit currency quantity base base_settlement "
        "rate exclusivity contributions share exact amount buckets steps"
    )
    assert all(set(line) == set(members.split()) for line in result["lines"])
    assert set(result["ladder_steps"]) == set(result["ladder"])
