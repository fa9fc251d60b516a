"""The fields of the facts, in tables a person can read."""

from typing import Any

from settlements.disputes.sandbox.changes import Document
from settlements.disputes.sandbox.facts import Fact, Facts
from settlements.disputes.sandbox.forms import FactsForm
from settlements.disputes.sandbox.told import place_words, rule_words
from settlements.statements.models import Statement
from settlements.statements.names import Names
from settlements.statements.setting import Setting
from settlements.statements.terms_behind import scope_words

TIER = ("up_to", "rate", "flat")


def facts_page(statement: Statement, facts: Facts, form: FactsForm, names: Names) -> dict[str, Any]:
    """`usage`, `rules` and `rights`: exclusive rights and contributions; each with its fields."""
    return {
        "usage": [
            {
                "place": place_words(_dated(bucket, statement.input_document), names),
                "unit": names.of("unit", bucket["unit"]),
                "currency": bucket["currency"],
                "fields": [form[fact.name] for fact in row],
            }
            for bucket, row in facts.usage
        ],
        "rules": [
            {
                "title": rule_words(rule["id"], rule.get("clause") or ""),
                "version": version["version"],
                "scope": scope_words(rule, _setting(statement, version, rule, names)),
                "percent": rule["charge"] == "percentage",
                "per": rule.get("per", "1"),
                "unit": names.of("unit", rule.get("unit") or ""),
                "counts_quantity": tiers[0][0].about["counts"] == "quantity",
                "fees": any("flat" in _names(tier) for tier in tiers),
                "tiers": [_fields(tier, form) for tier in tiers],
            }
            for version, rule, tiers in facts.rules
        ],
        "rights": [
            {"id": row["id"], "grant": fact.change.fact == "uplift", "fact": fact, "field": form[fact.name]}
            for row, fact in (*facts.grants, *facts.contributions)
        ],
        "left_out": facts.left_out,
    }


def _dated(bucket: Document, document: Document) -> Document:
    """Without its days where it is of all the period."""
    period = document["period"]
    if (bucket["from"], bucket["to"]) != (period["from"], period["to"]):
        return bucket
    return {name: value for name, value in bucket.items() if name not in ("from", "to")}


def _setting(statement: Statement, version: Document, rule: Document, names: Names) -> Setting:
    return Setting(statement.currency, statement.direction, names, version=version, rule=rule)


def _names(tier: list[Fact]) -> set[str]:
    return {fact.change.fact for fact in tier}


def _fields(tier: list[Fact], form: FactsForm) -> dict[str, Any]:
    """None for what the tier does not have."""
    found: dict[str, Any] = dict.fromkeys(TIER)
    return found | {fact.change.fact: form[fact.name] for fact in tier}
