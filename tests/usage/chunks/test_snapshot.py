"""What is kept for the parts comes back to the letter, and holds no secret."""

import json
from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest

from tests.usage.check import files
from usage.archive.buckets import BucketSum
from usage.check.check_chunk import Checked
from usage.check.cuts import Chunk
from usage.check.prepare import Plan
from usage.check.rules import CheckRules
from usage.check.verdict import FileWarning
from usage.chunks.snapshot import WITHHELD, Shared, as_plain, from_plain, without_secrets

RULES = files.rules(
    deployments={code: tuple(stretches) for code, stretches in files.rules().deployments.items()},
    cuts=(date(2026, 10, 9),),
    daily_currencies=frozenset({"EUR", "USD"}),
    term_to=date(2026, 10, 30),
)
PLAN = Plan(
    format="csv",
    file_bytes=9,
    columns=("usage_date", "model"),
    has_header=True,
    quoted=False,
    mended=True,
    size=8,
    lines=3,
    joined=1,
    chunks=(Chunk(number=0, offset=0, length=8, first_line=1, lines=3),),
)
BUCKET = BucketSum(
    application="search",
    model="llama-3-8b",
    market="DE",
    unit="requests",
    currency="USD",
    from_date=date(2026, 10, 1),
    to_date=date(2026, 11, 1),
    quantity=Decimal("12345678901234567890.123456789012"),
    gross_revenue=Decimal("-0.10"),
    deductions=Decimal(0),
    rows=3,
)
CHECKED = Checked(
    rows=3,
    accepted=2,
    rejected=1,
    buckets=(BUCKET,),
    warnings=(FileWarning(code="equal_rows", count=1, lines=(2,)),),
)
SHARED = Shared(
    plan=PLAN,
    rules=without_secrets(RULES),
    lines="a",
    originals="o",
    beside={"7": ("b", "c")},
    fingerprint="f",
)


@pytest.mark.parametrize("value", [SHARED, CHECKED])
def test_it_comes_back_as_it_was(value):
    assert from_plain(json.loads(json.dumps(as_plain(value)))) == value


def test_every_rule_is_kept_but_the_secret_and_the_archives():
    kept = from_plain(as_plain(SHARED)).rules
    changed = [
        each.name for each in fields(CheckRules) if getattr(kept, each.name) != getattr(RULES, each.name)
    ]
    assert changed == ["customer_key"]
    assert kept.customer_key == WITHHELD


@pytest.mark.parametrize("value", [b"a key", RULES, 1.5, {1: object()}])
def test_nothing_is_kept_that_may_not_be(value):
    with pytest.raises(TypeError, match="cannot be kept"):
        as_plain(value)
