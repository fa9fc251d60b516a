"""A file in the partner's own layout, with what its sender says it comes to, by the API."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.usage import checked_report
from tests.usage.dialects.conftest import own_file, version  # noqa: F401
from tests.usage.erasure.steps import erased
from usage.check_report import check_report
from usage.models import Report
from usage.withdraw_report import withdraw_report

pytestmark = pytest.mark.django_db


def sent(program, agreement, **more):
    file = SimpleUploadedFile("haus.csv", own_file(), "text/csv")
    return program.upload(agreement=agreement.number, period="2026-10", file=file, **more)


def test_a_dialect_is_named_by_its_code(program, agreement, version):  # noqa: F811
    answer = sent(program, agreement, dialect=version.dialect.code)
    assert answer.status_code == 201, answer.content
    check_report(report_id=answer.json()["id"])
    report = Report.objects.get()
    assert (report.dialect, report.state, report.accepted) == (version, "checked", 1)
    assert program.get(f"reports/{report.pk}/").json()["totals"][0]["gross_revenue"]["amount"] == "1000.25"


def test_an_unknown_dialect_is_refused(program, agreement):
    answer = sent(program, agreement, dialect="nobody-s")
    assert (answer.status_code, answer.json()["code"]) == (422, "other_dialect")
    assert not Report.objects.exists()


def test_control_totals_that_do_not_match_are_confirmed(program, agreement, version):  # noqa: F811
    answer = sent(program, agreement, dialect=version.dialect.code, control_revenue="USD 999.00")
    address = f"reports/{answer.json()['id']}/"
    check_report(report_id=answer.json()["id"])
    assert program.get(address).json()["to_confirm"]["despite_control_totals"]
    refused = program.post(f"{address}submit/", {"confirm": True})
    assert (refused.status_code, refused.json()["code"]) == (422, "control_totals")
    done = program.post(f"{address}submit/", {"confirm": True, "despite_control_totals": True})
    assert (done.status_code, done.json()["state"]) == (200, "submitted")


def test_totals_not_written_as_told_are_refused(program, agreement, version):  # noqa: F811
    answer = sent(program, agreement, dialect=version.dialect.code, control_rows="1,200")
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_control_totals")


def test_counter_figures_are_read_like_any_report(program, agreement, oscar):
    """They complete no period: there is nothing of the kind to confirm."""
    report = checked_report(agreement, "2026-10", by=oscar, counter=True)
    told = program.get(f"reports/{report.pk}/").json()
    assert (told["counter"], told["state"]) == (True, "checked")
    assert told["to_confirm"]["completes_period"] is None


def test_nothing_is_read_of_erased_rows(program, agreement, uma, oscar):
    report = checked_report(agreement, "2026-10", [{"market": "XX"}, {}], by=uma)
    withdraw_report(report=report, by=uma)
    erased(report, oscar)
    for end in ("errors/", "rejected-rows/"):
        answer = program.get(f"reports/{report.pk}/{end}")
        assert (answer.status_code, answer.json()["code"]) == (422, "rows_erased")
    assert program.get(f"reports/{report.pk}/").json()["erased_at"]
