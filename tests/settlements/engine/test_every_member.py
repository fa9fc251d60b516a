"""Every member that FORMULA section 10 names is read, checked and kept, none mistaken for another."""

from datetime import date
from decimal import Decimal

import pytest

from settlements.engine import InvalidInput, parse_input
from tests.settlements.engine.documents import changed, example

FULL = changed(
    example(),
    {
        "agreement.ends": "2030-01-01",
        "terms[0].to": "2031-01-01",
        "terms[0].exclusivity[0].to": "2029-01-01",
        "terms[0].rate_rules[0].unit": "output_tokens",
        "terms[0].rate_rules[0].per": "1000",
        "terms[0].rate_rules[0].retroactive": True,
        "terms[0].rate_rules[0].whole_packages": False,
        "terms[0].rate_rules[1].whole_packages": True,
        "terms[0].rate_rules[0].tiers[0].flat": "20",
        "contributions[1].to": "2026-11-01",
        "counters.default.quantity": "7",
        "window.guarantee_earned": "0.00",
    },
)
"""The example with every member that an input may have, other than the defaults where it can be."""

NAMES = {"from": "start", "to": "end", "version": "number", "date": "day"}
"""Members whose attribute has another name."""

DATES = ("starts", "ends", "from", "to", "date")
LABELS = ("number", "partner", "licensor", "time_zone", "clause", "kind", "reference", "source")
SCOPE = ("id", "application", "model", "market", "unit")
NULLABLE = ("to", "ends", "clause", "unit", "flat", "up_to", "points", "amount")


def leaves(value: object, path: str = ""):
    """Path and value of all that is neither object nor list."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{i}]")
    else:
        yield path, value


def branches(value: object, path: str = ""):
    """Path of every object below the document."""
    if path and isinstance(value, dict) and path != "counters":
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inner:
        below = f"{path}[{name}]" if isinstance(name, int) else f"{path}.{name}" if path else name
        yield from branches(each, below)


LEAVES = dict(leaves(FULL))
BRANCHES = list(branches(FULL))


def last(path: str) -> str:
    return path.rpartition(".")[2]


def faults_with(path: str, value: object) -> list[tuple[str, str]]:
    try:
        parse_input(changed(FULL, {path: value}))
    except InvalidInput as refusal:
        return [(fault.path, fault.code) for fault in refusal.faults]
    return []


def is_number(path: str) -> bool:
    value = LEAVES[path]
    return (
        isinstance(value, str) and value.lstrip("-").replace(".", "").isdigit() and last(path) not in LABELS
    )


@pytest.mark.parametrize("path", LEAVES)
def test_a_member_of_another_type_is_one_fault(path):
    assert faults_with(path, {}) == [(path, "wrong_type")]
    assert faults_with(path, []) == [(path, "wrong_type")]


@pytest.mark.parametrize("path", [path for path in LEAVES if last(path) not in NULLABLE])
def test_null_is_no_value(path):
    assert faults_with(path, None) == [(path, "wrong_type")]


@pytest.mark.parametrize("path", BRANCHES)
def test_an_object_has_no_other_members(path):
    assert faults_with(f"{path}.extra", 1) == [(f"{path}.extra", "unknown_member")]
    assert faults_with(path, []) == [(path, "wrong_type")]


@pytest.mark.parametrize("path", [path for path in LEAVES if last(path) in DATES])
def test_a_date_is_of_the_calendar(path):
    assert faults_with(path, "2026-02-30") == [(path, "bad_date")]


@pytest.mark.parametrize("path", [path for path in LEAVES if is_number(path)])
def test_a_number_is_in_plain_notation(path):
    digits = 81 if path.startswith("counters") else 31
    assert faults_with(path, "1e3") == [(path, "bad_number")]
    assert faults_with(path, "1" * digits) == [(path, "too_many_digits")]


@pytest.mark.parametrize(
    "path", [path for path in LEAVES if last(path) in SCOPE and not path.startswith("agreement")]
)
def test_what_makes_a_line_s_key_holds_no_bar(path):
    assert faults_with(path, "a|b") == [(path, "banned_character")]
    if path.startswith("usage"):
        assert faults_with(path, "a*b") == [(path, "banned_character")]


@pytest.mark.parametrize("path", [path for path in LEAVES if last(path) in SCOPE])
def test_it_may_hold_any_letter(path):
    assert (path, "banned_character") not in faults_with(path, "X/Ä-1 索")


@pytest.mark.parametrize("path", [path for path in LEAVES if last(path) in LABELS])
def test_a_label_may_hold_anything(path):
    assert faults_with(path, "a|b*") == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("terms[0].exclusivity[0].uplift", "-1"),
        ("terms[0].contribution_points_cap", "0"),
        ("terms[0].rate_rules[0].tiers[0].rate", "0"),
        ("terms[0].rate_rules[0].tiers[0].rate", "1"),
        ("terms[0].rate_rules[1].tiers[0].rate", "1.01"),
        ("terms[0].rate_rules[0].tiers[0].flat", "0"),
        ("terms[0].advance.recoup_rate", "0"),
        ("terms[0].withholding_rate", "1"),
        ("terms[0].cap.amount", "0.00"),
        ("terms[0].version", 300),
        ("terms[0].version", -(10**30) + 1),
        ("usage[0].rows", 10**30 - 1),
        ("usage[0].quantity", "-1"),
        ("usage[0].gross_revenue", "-1"),
        ("contributions[0].points", "0"),
        ("contributions[1].amount", "0.00"),
        ("window.advance_balance", "50000.00"),
        ("counters.default.base", "9" * 80),
    ],
)
def test_the_last_value_that_is_allowed(path, value):
    assert faults_with(path, value) == []


def test_what_was_written_is_what_is_read():
    assert_read(FULL, parse_input(FULL), "")


def assert_read(written: object, read: object, path: str) -> None:
    if isinstance(written, dict):
        for name, value in written.items():
            if path or name != "format":
                found = read[name] if isinstance(read, dict) else getattr(read, NAMES.get(name, name))
                assert_read(value, found, f"{path}.{name}")
    elif isinstance(written, list):
        assert len(written) == len(read), path
        for i, (value, found) in enumerate(zip(written, read, strict=True)):
            assert_read(value, found, f"{path}[{i}]")
    elif isinstance(read, date):
        assert written == str(read), path
    else:
        assert (Decimal(written) if isinstance(read, Decimal) else written) == read, path
