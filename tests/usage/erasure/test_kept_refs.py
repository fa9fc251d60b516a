"""Rows told again after their report was erased: keyed hashes know them."""

import hashlib
import hmac

import duckdb
import pytest
from django.core.files.storage import default_storage

from tests.factories.usage import checked_report, submitted_report
from tests.usage.erasure.steps import ROWS, erased
from usage.customer_key import reference_key
from usage.erasure.erase_report import erase_report
from usage.submit_report import submit_report
from usage.withdraw_report import withdraw_report

pytestmark = pytest.mark.django_db


def test_a_row_told_again_after_the_erasure_is_still_a_repetition(settled, agreement, uma, oscar):
    erased(settled, oscar)
    again = checked_report(agreement, "2026-11", [_november("row-2"), _november("row-9")], by=uma)
    [group] = again.verdict["groups"]
    assert (again.accepted, group["code"], group["count"]) == (1, "duplicate_row", 1)
    assert group["examples"][0]["found"] == "row-2"
    submit_report(
        report=again, by=uma, attestation="Complete.", completes_period=True, leave_out_rejected=True
    )


def test_a_report_checked_while_the_erasure_runs_finishes_it_first(settled, agreement, uma, oscar):
    erase_report(report=settled, by=oscar, reason="Asked for")
    again = checked_report(agreement, "2026-11", [_november("row-1")], by=uma)
    assert again.rejected == 1
    assert settled.erasures.get().state == "erased"


def test_only_keyed_hashes_of_the_rows_own_numbers_stay(settled, oscar):
    name = erased(settled, oscar).erasures.get().source_refs
    rows = duckdb.sql(f"SELECT ref FROM '{default_storage.path(name)}'").fetchall()
    key = reference_key(partner=settled.partner)
    expected = {hmac.new(key, ref, hashlib.sha256).digest()[:16] for ref in (b"row-1", b"row-2")}
    assert {ref.bytes for (ref,) in rows} == expected


def _november(ref: str) -> dict:
    return {"usage_date": "2026-11-03", "source_ref": ref}


def test_a_withdrawn_report_keeps_no_number_and_its_rows_may_come_again(agreement, uma, oscar):
    report = submitted_report(agreement, "2026-10", ROWS[:2], by=uma, completes_period=False)
    withdraw_report(report=report, by=uma)
    report.refresh_from_db()
    assert erased(report, oscar).erasures.get().source_refs == ""
    assert checked_report(agreement, "2026-10", ROWS[:2], by=uma).accepted == 2
