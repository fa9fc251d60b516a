"""The published FOCUS sample through a dialect: sums equal to those of a plain reading of the file."""

import csv
import gzip
import io
import json
from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from tests.scenarios.real_input import SHARED
from tests.usage.check.files import rules, same
from tests.usage.dialects.test_translation import told
from usage.check.check_file import check_file
from usage.dialects.focus import focus_start
from usage.dialects.read_definition import read_definition

SAMPLE = "data/focus_1_0_sample_0001-0500.csv.gz"
"""Services stand for models here, each tag's application for itself: the sample meters no tokens."""


def twin() -> list[dict[str, str]]:
    """Rows as FOCUS has them, with the traps of the published sample: NULL, many decimals, tax, exponents."""
    row = {
        "ChargePeriodStart": "2024-09-18 22:00:00",
        "BilledCost": "0.00000080000",
        "BillingCurrency": "USD",
        "ChargeCategory": "Usage",
        "ConsumedQuantity": "2.000000000000000",
        "ConsumedUnit": "1000 Tokens",
        "SkuId": "llama-a",
        "RegionId": "us-west-2",
        "Tags": '{"application": "Search, \\"beta\\"", "env": "prod"}',
        "ServiceName": "Amazon Bedrock",
    }
    return [
        row,
        {**row, "BilledCost": "1.5e-07", "ChargePeriodStart": "2024-09-30T23:30:00Z"},
        {**row, "ConsumedUnit": "Tokens", "ConsumedQuantity": "0.002007490000000"},
        {**row, "ChargeCategory": "Tax", "ConsumedQuantity": "NULL", "ConsumedUnit": "NULL"},
        {**row, "ConsumedQuantity": "NULL"},
        {**row, "Tags": "NULL"},
        {**row, "ConsumedQuantity": "-1"},
    ]


def as_focus(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def test_rows_of_focus_become_usage(tmp_path):
    rows = twin()
    definition = read_definition(
        {
            **(start := focus_start(list(rows[0]))),
            "columns": {**start["columns"], "market": {"constant": "US"}},
            "words": {"application": {'Search, "beta"': "search"}, "model": {"llama-a": "llama-3-8b"}},
            "units": {
                "1000 Tokens": {"unit": "input_tokens", "factor": "1000"},
                "Tokens": {"unit": "input_tokens"},
            },
        }
    )
    path = tmp_path / "focus.csv"
    path.write_text(as_focus(rows))
    september = {
        "period_from": date(2024, 9, 1),
        "period_to": date(2024, 10, 1),
        "term_from": date(2024, 1, 1),
    }
    verdict = check_file(path=path, rules=rules(**september), into=tmp_path, dialect=definition)
    assert (verdict.rows, verdict.accepted) == (6, 3)
    [bucket] = verdict.buckets
    assert (bucket.quantity, bucket.gross_revenue) == (Decimal("4000.00200749"), Decimal("0.00000175"))
    assert [each[:4] for each in told(verdict)] == [
        (6, "quantity", "missing_value", ""),
        (7, "application", "missing_value", ""),
        (8, "quantity", "negative_value", "-1 → -1000"),
    ]
    [left_out] = [each for each in verdict.warnings if each.code == "left_out"]
    assert (left_out.count, left_out.lines) == (1, (5,))


@pytest.mark.real_input
@pytest.mark.parametrize("packed", [True, False])
def test_the_published_sample_has_the_sums_of_a_plain_reading(tmp_path, packed):
    content = (SHARED / SAMPLE).read_bytes()
    with gzip.open(SHARED / SAMPLE, "rt", newline="") as file:
        rows = list(csv.DictReader(file))
    expected, counted, left_out = defaultdict(Decimal), 0, 0
    for row in rows:
        tags = json.loads(row["Tags"]) if row["Tags"] not in ("NULL", "") else {}
        if row["ChargeCategory"] != "Usage":
            left_out += 1
        elif tags.get("application") and row["ConsumedQuantity"] not in ("NULL", ""):
            counted += 1
            expected[row["ServiceName"], row["ConsumedUnit"]] += Decimal(row["BilledCost"])
    start = focus_start(list(rows[0]))
    services, units = {row["ServiceName"] for row in rows}, {row["ConsumedUnit"] for row in rows} - {"NULL"}
    tagged = {json.loads(row["Tags"]).get("application") for row in rows if row["Tags"] not in ("NULL", "")}
    codes = {name: f"service-{at}" for at, name in enumerate(sorted(services))}
    definition = read_definition(
        {
            **start,
            "columns": {
                **start["columns"],
                "model": {"column": "ServiceName"},
                "market": {"constant": "US"},
                "source_ref": {"column": "Id"},
            },
            "words": {"model": codes},
            "units": {unit: {"unit": unit} for unit in units},
        }
    )
    path = tmp_path / "focus"
    path.write_bytes(content if packed else gzip.decompress(content))
    given = {
        "period_from": date(2024, 9, 1),
        "period_to": date(2024, 11, 1),
        "term_from": date(2024, 1, 1),
        "applications": same(tagged - {None}),
        "models": same(codes.values()),
        "units": same(units),
        "correction": True,
    }
    verdict = check_file(path=path, rules=rules(**given), into=tmp_path, dialect=definition)
    assert (verdict.rows, verdict.rows + left_out) == (len(rows) - left_out, len(rows))
    late = sum(each[2] in ("date_outside_period", "too_many_decimals") for each in told(verdict))
    assert verdict.accepted == counted - late
    assert counted > 100
    found = defaultdict(Decimal)
    for bucket in verdict.buckets:
        name = next(name for name, code in codes.items() if code == bucket.model)
        found[name, bucket.unit] += bucket.gross_revenue
    assert late == 0
    assert found == expected
