"""The worked cases in cases/*.toml, each a story an accountant can check with pencil and paper.

Those named `public-…` encode well-known public terms; a comment names where they are published. What the
cases leave out of FORMULA.md, `test_cases_cover` misses.

A case is a settlement input in TOML. What it does not say is ordinary: USD, collected by the licensor,
October 2026, one version from the start of the agreement on net revenue, a percentage rule `share`, usage of
the whole period by `search`, `llama`, `US`, `output_tokens`. It expects every line with its amount, in order
of key; rungs it does not name are zero; counters, window, shares, errors only where it names them.
"""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from settlements.engine import InvalidInput, settle_document

CASES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
RESULTS = ("counters", "window", "shares", "unrated", "warnings", "errors", "direction", "period")


def settlement_input(case: dict) -> dict:
    agreement = {
        "number": "AGR-0001",
        "collected_by": "licensor",
        "settlement_currency": "USD",
        "starts": "2026-01-01",
    } | case.get("agreement", {})
    period = {"from": "2026-10-01", "to": "2026-11-01"} | case.get("period", {})
    given = {name: case[name] for name in case if name not in ("title", "story", "expect")}
    return given | {
        "format": "settlement-input/1",
        "agreement": agreement,
        "period": period,
        "terms": [full_version(row, i, agreement) for i, row in enumerate(case["terms"])],
        "usage": [full_bucket(row, i, agreement, period) for i, row in enumerate(case.get("usage", []))],
    }


def full_version(version: dict, i: int, agreement: dict) -> dict:
    rules = [{"id": "share", "charge": "percentage"} | rule for rule in version.get("rate_rules", [])]
    plain = {"version": i + 1, "from": agreement["starts"], "base": "net_revenue"}
    return plain | version | {"rate_rules": rules}


def full_bucket(bucket: dict, i: int, agreement: dict, period: dict) -> dict:
    place = {"application": "search", "model": "llama", "market": "US", "unit": "output_tokens"}
    days = {"from": period["from"], "to": period["to"]}
    sums = {"currency": agreement["settlement_currency"], "quantity": "0", "gross_revenue": "0"}
    return {"id": f"b{i + 1}"} | place | days | sums | bucket


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path):
    case = tomllib.loads(path.read_text())
    assert case["title"].strip()
    assert case["story"].strip()
    expect = case["expect"]
    if "refused" in expect:
        with pytest.raises(InvalidInput) as refusal:
            settle_document(settlement_input(case))
        assert [{"path": fault.path, "code": fault.code} for fault in refusal.value.faults] == expect[
            "refused"
        ]
        return
    result = settle_document(settlement_input(case))
    stated = expect.get("lines", [])
    assert [line["amount"] for line in result["lines"]] == [line["amount"] for line in stated]
    for line, wanted in zip(result["lines"], stated, strict=True):
        assert {name: line[name] for name in wanted} == wanted
    for name in RESULTS:
        if name in expect:
            wanted = expect[name]
            assert (only(result[name], wanted) if isinstance(wanted, dict) else result[name]) == wanted
    if not result["errors"]:
        rungs = {rung: Decimal(value) for rung, value in result["ladder"].items() if Decimal(value)}
        assert rungs == {rung: Decimal(value) for rung, value in expect["ladder"].items() if Decimal(value)}


def only(found: dict, wanted: dict) -> dict:
    """The members of `found` that the case names, likewise within."""
    return {
        name: only(found[name], value) if isinstance(value, dict) else found[name]
        for name, value in wanted.items()
    }


def test_there_are_cases():
    assert len(CASES) >= 130


def test_public_terms_name_their_source():
    public = [path for path in CASES if path.stem.startswith("public-")]
    assert len(public) >= 10
    assert not [path.stem for path in public if "# Public terms: " not in path.read_text()]
