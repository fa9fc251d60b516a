"""Hold a verdict against what the oracle expects, to the last row."""

import hashlib
import hmac
from fractions import Fraction

import duckdb

from tests.usage.check.oracle import codes, judge
from usage.check.check_file import check_file


def assert_as_expected(folder, content: bytes, rules):
    """Check the content; faults, counts, archive and sums must be the oracle's. Returns the verdict."""
    path = folder / "report.csv"
    path.write_bytes(content)
    verdict = check_file(path=path, rules=rules, into=folder)
    expected = judge(content, rules)
    if not expected.rows:
        assert [problem.code for problem in verdict.file_problems] == ["empty_file"]
        return verdict
    assert verdict.file_problems == ()
    assert problems_of(verdict) == sorted(expected.faults)
    assert (verdict.rows, verdict.rejected) == (expected.rows, len(expected.rejected))
    assert verdict.accepted + verdict.rejected == verdict.rows
    assert archive_of(verdict) == {
        line: archived(values, rules) for line, values in expected.accepted.items()
    }
    assert buckets_of(verdict) == {key: tuple(sums) for key, sums in expected.buckets.items()}
    warned = {warning.code: warning.count for warning in verdict.warnings}
    assert warned.get("equal_rows", 0) == expected.equal_rows
    assert warned.get("blank_lines", 0) == expected.blank_lines
    return verdict


def problems_of(verdict):
    """Every fault, as problems.parquet has them; the groups must count the same."""
    paths = list(map(str, verdict.problems_paths))
    found = duckdb.sql(f'SELECT line, "column", code FROM read_parquet({paths})').fetchall()
    assert sum(group.count for group in verdict.groups) == verdict.problems == len(found)
    return sorted(found)


def archive_of(verdict):
    """line → what was kept of it, from each chunk's archive in its turn."""
    return {line: kept for path in verdict.rows_paths for line, kept in _archived_in(path).items()}


def _archived_in(path):
    found = duckdb.sql(
        "SELECT line, application, model, market, unit, currency, usage_date, quantity, gross_revenue,"
        f" deductions, replace(customer::VARCHAR, '-', ''), source_ref FROM '{path}'"
    ).fetchall()
    assert [each[1:7] for each in found] == sorted(each[1:7] for each in found), (
        "not in the order of the archive"
    )
    return {
        line: (
            tuple(key),
            day,
            (Fraction(quantity), Fraction(gross), Fraction(deductions)),
            customer,
            reference,
        )
        for line, *key, day, quantity, gross, deductions, customer, reference in found
    }


def archived(values, rules):
    key, day, numbers = codes(values, rules)
    customer = values.get("customer_ref")
    return key, day, numbers, keyed_hash(customer, rules.customer_key), values.get("source_ref") or None


def keyed_hash(customer, key):
    return hmac.new(key, customer.encode(), hashlib.sha256).hexdigest()[:32] if customer else None


def buckets_of(verdict):
    found = {}
    for bucket in verdict.buckets:
        key = (bucket.application, bucket.model, bucket.market, bucket.unit, bucket.currency)
        sums = (Fraction(bucket.quantity), Fraction(bucket.gross_revenue), Fraction(bucket.deductions))
        found[(*key, bucket.from_date)] = (*sums, bucket.rows)
        assert bucket.from_date < bucket.to_date
    assert len(found) == len(verdict.buckets)
    return found
