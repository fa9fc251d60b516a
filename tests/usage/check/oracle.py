"""The rules of INTERFACE.md once more, row by row in plain Python: slow, and written independently."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.usage.check.oracle_lines import join, split
from usage.check.personal import EMAIL, PERSONAL

REQUIRED = ["usage_date", "application", "model", "market", "unit", "quantity", "gross_revenue", "currency"]
NUMBERS = ["quantity", "gross_revenue", "deductions"]
DIMENSIONS = ["application", "model", "market", "unit", "currency"]


@dataclass
class Expected:
    rows: int = 0
    faults: list = field(default_factory=list)
    rejected: set = field(default_factory=set)
    accepted: dict = field(default_factory=dict)
    buckets: dict = field(default_factory=lambda: defaultdict(lambda: [Fraction(0)] * 3 + [0]))
    equal_rows: int = 0
    blank_lines: int = 0


def judge(content: bytes, rules) -> Expected:
    """What a check of the content must find; the header is taken to be right."""
    expected = Expected()
    lines = [line.removesuffix("\r") for line in content.decode("utf-8-sig").split("\n")]
    if lines[-1] == "":
        lines.pop()
    header, at, seen, equal = split(lines[0])[1], 1, {}, Counter()
    while at < len(lines):
        number, record, at = at + 1, lines[at], at + 1
        if record == "":
            expected.blank_lines += 1
            continue
        expected.rows += 1
        state, cells = split(record)
        if state == "open":
            record, at = join(lines, at)
            state, cells = split(record)
        found = row_faults(state, cells, header, rules, seen, number)
        expected.faults += [(number, column, code) for column, code in found]
        if found:
            expected.rejected.add(number)
            continue
        values = dict(zip(header, cells, strict=True))
        expected.accepted[number] = values
        add_to_bucket(expected, values, rules)
        if not values.get("source_ref"):
            equal[normal(values, rules)] += 1
    expected.equal_rows = sum(count - 1 for count in equal.values())
    return expected


def row_faults(state, cells, header, rules, seen, number):
    if state != "whole":
        return [(header[min(len(cells), len(header)) - 1], "unterminated_quote")]
    if len(cells) < len(header):
        return [(header[len(cells)], "too_few_columns")]
    if len(cells) > len(header):
        return [("", "too_many_columns")]
    values = dict(zip(header, cells, strict=True))
    found = [(column, cell_fault(column, cell, values, rules)) for column, cell in values.items()]
    reference = values.get("source_ref")
    if reference:
        if reference in seen:
            found.append(("source_ref", "duplicate_row"))
        seen.setdefault(reference, number)
    return [(column, code) for column, code in found if code]


def cell_fault(column, cell, values, rules):
    deployment = values.get("deployment", "")
    if cell == "" and column == "deployment":
        return "missing_value" if not {"application", "model", "market"} <= set(values) else None
    if cell == "":
        stood_for = deployment and column in ("application", "model", "market")
        return "missing_value" if column in REQUIRED and not stood_for else None
    if column == "usage_date":
        return date_fault(cell, rules)
    if column in NUMBERS:
        return number_fault(cell, rules)
    if column == "customer_ref":
        suspected = re.search(PERSONAL, cell) and not rules.personal_data_allowed
        return "personal_data_suspected" if suspected else None
    if column == "source_ref":
        named = re.search(EMAIL, cell) and not rules.personal_data_allowed
        return "personal_data_suspected" if named else None
    if column == "deployment":
        return deployment_fault(deployment, values, rules)
    known = spellings(rules).get(column)
    return f"unknown_{column}" if known is not None and cell not in known else None


def date_fault(cell, rules):
    try:
        day = date.fromisoformat(cell) if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", cell) else None
    except ValueError:
        day = None
    if day is None:
        return "bad_date"
    if not rules.period_from <= day < rules.period_to:
        return "date_outside_period"
    if day < rules.term_from or (rules.term_to and day >= rules.term_to):
        return "no_agreement"
    return None


def number_fault(cell, rules):
    match = re.fullmatch(r"(-?)([0-9]+)(?:\.([0-9]+))?", cell)
    if not match:
        return "bad_number"
    sign, whole, decimals = match.groups()
    if len(whole) > 15:
        return "number_too_large"
    if len(decimals or "") > 12:
        return "too_many_decimals"
    return "negative_value" if sign and Fraction(cell) and not rules.correction else None


def deployment_fault(code, values, rules):
    if code not in rules.deployments:
        return "unknown_deployment"
    day = day_of(values, rules)
    if day is None:
        return None
    deployment = rules.deployment(code, day)
    if deployment is None:
        return "unknown_deployment"
    for column in ("application", "model", "market"):
        code_of = spellings(rules)[column].get(values.get(column, ""))
        if code_of is not None and code_of != getattr(deployment, column):
            return "deployment_mismatch"
    return None


def day_of(values, rules):
    cell = values["usage_date"]
    return None if date_fault(cell, rules) else date.fromisoformat(cell)


def spellings(rules):
    return {
        "application": rules.applications,
        "model": rules.models,
        "unit": rules.units,
        "market": {code: code for code in rules.markets},
        "currency": {code: code for code in rules.currencies},
    }


def normal(values, rules):
    """What makes two rows equal."""
    key, day, numbers = codes(values, rules)
    return key, day, numbers, values.get("customer_ref", ""), values.get("deployment", "")


def codes(values, rules):
    deployment = rules.deployment(values.get("deployment", ""), day_of(values, rules))
    key = tuple(
        getattr(deployment, column, None) or spellings(rules)[column][values[column]] for column in DIMENSIONS
    )
    numbers = tuple(Fraction(values.get(column) or 0) for column in NUMBERS)
    return key, date.fromisoformat(values["usage_date"]), numbers


def add_to_bucket(expected, values, rules):
    key, day, numbers = codes(values, rules)
    cuts = [rules.first_day, *(cut for cut in rules.cuts if rules.first_day < cut < rules.end_day)]
    start = day if key[-1] in rules.daily_currencies else max(cut for cut in cuts if cut <= day)
    bucket = expected.buckets[(*key, start)]
    expected.buckets[(*key, start)] = [
        *(old + new for old, new in zip(bucket[:3], numbers, strict=True)),
        bucket[3] + 1,
    ]
