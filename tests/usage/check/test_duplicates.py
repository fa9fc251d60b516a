"""duplicate_row, and equal rows that count."""

from tests.usage.check.files import check, check_rows, faults, row


def test_a_source_ref_seen_before_in_the_report_is_a_duplicate_and_says_where(tmp_path):
    verdict = check_rows(
        tmp_path,
        row(source_ref="a"),
        row(source_ref="b"),
        row(source_ref="a", market="JP"),
        row(source_ref="a"),
    )
    assert faults(verdict) == [(4, "source_ref", "duplicate_row"), (5, "source_ref", "duplicate_row")]
    assert {each.expected["first_line"] for each in verdict.groups[0].examples} == {2}
    assert (verdict.accepted, verdict.rejected) == (2, 2)


def test_a_source_ref_of_a_rejected_row_was_seen_too(tmp_path):
    verdict = check_rows(tmp_path, row(source_ref="a", market="??"), row(source_ref="a"))
    assert faults(verdict) == [(2, "market", "unknown_market"), (3, "source_ref", "duplicate_row")]


def test_cells_of_a_line_that_falls_into_too_few_are_no_source_ref(tmp_path):
    header = "source_ref,usage_date,application,model,market,unit,quantity,gross_revenue,currency"
    right = "a,2026-10-02,search,llama-3-8b,US,requests,12,2.50,USD"
    verdict = check(tmp_path, f"{header}\na,2026-10-02,search\n{right}\n".encode())
    assert faults(verdict) == [(2, "model", "too_few_columns")]


def test_a_source_ref_of_another_report_is_a_duplicate(tmp_path):
    for name in ("first", "second", "third"):
        (tmp_path / name).mkdir()
    first = check_rows(tmp_path / "first", row(source_ref="a"), row(source_ref="bad", market="??"))
    second = check_rows(tmp_path / "second", row(source_ref="b"), row())
    third = check_rows(
        tmp_path / "third",
        *(row(source_ref=reference) for reference in ("a", "b", "c", "bad")),
        seen_source_refs=lambda: (first.rows_path, second.rows_path),
    )
    assert faults(third) == [(2, "source_ref", "duplicate_row"), (3, "source_ref", "duplicate_row")]
    assert [dict(each.expected) for each in third.groups[0].examples] == [{}, {}]
    assert third.accepted == 2


def test_equal_rows_without_source_ref_are_accepted_and_counted_in_one_warning(tmp_path):
    verdict = check_rows(
        tmp_path, row(), row(quantity="12.0"), row(), row(market="JP"), row(source_ref="a"), row(market="JP")
    )
    assert (verdict.accepted, verdict.rejected) == (6, 0)
    [warning] = verdict.warnings
    assert (warning.code, warning.count, warning.lines) == ("equal_rows", 3, (3, 4, 7))
