"""A report's whole way by the API: what a program sends, and what it is told."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.audit.models import AuditEvent
from tests.factories.agreements import make_agreement
from tests.factories.api import Program, secret_of
from tests.factories.usage import body_bytes, checked_report, csv_bytes
from usage.check_report import check_report
from usage.models import Declaration, Report

pytestmark = pytest.mark.django_db


def usage(*rows, name: str = "october.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, csv_bytes(*rows), "text/csv")


def test_a_report_goes_its_whole_way(program, agreement):
    sent = program.upload(agreement=agreement.number, period="2026-10", file=usage({}, {"market": "XX"}))
    assert sent.status_code == 201, sent.content
    address = sent["Location"].removeprefix("/api/v1/")
    assert program.get(address).json()["state"] == "waiting"
    check_report(report_id=sent.json()["id"])

    checked = program.get(address).json()
    assert (checked["state"], checked["rows"], checked["accepted"], checked["rejected"]) == (
        "checked",
        2,
        1,
        1,
    )
    assert checked["totals"] == [
        {
            "rows": 1,
            "gross_revenue": {"amount": "100.00", "currency": "USD"},
            "deductions": {"amount": "0.00", "currency": "USD"},
            "net_revenue": {"amount": "100.00", "currency": "USD"},
        }
    ]
    assert checked["problems"][0]["code"] == "unknown_market"
    assert agreement.number in checked["to_confirm"]["confirm"]

    unknowing = program.post(f"{address}submit/", {"confirm": True})
    assert (unknowing.status_code, unknowing.json()["code"]) == (422, "rejected_rows")
    unsaid = program.post(f"{address}submit/", {"confirm": False, "leave_out_rejected": True})
    assert (unsaid.status_code, unsaid.json()["code"]) == (422, "not_attested")
    done = program.post(f"{address}submit/", {"confirm": True, "leave_out_rejected": True})
    assert (done.status_code, done.json()["state"]) == (200, "submitted")
    row = Report.objects.get()
    assert row.attestation == (
        f"{checked['to_confirm']['confirm']} {checked['to_confirm']['leave_out_rejected']} "
        f"{checked['to_confirm']['completes_period']}"
    )
    assert row.period.declarations.get().kind == Declaration.Kind.COMPLETE
    taken_back = program.post(f"{address}withdraw/")
    assert (taken_back.status_code, taken_back.json()["state"]) == (200, "withdrawn")


def test_the_audit_trail_names_person_and_token(program, agreement, uma):
    program.upload(agreement=agreement.number, period="2026-10", file=usage())
    event = AuditEvent.objects.get(event="report.received")
    assert event.actor == uma
    assert event.details["api_token"].startswith("rsp_")
    assert event.details["api_token"].endswith("… nightly upload")


def test_the_list_is_narrowed_and_paged(program, agreement, uma):
    made = [checked_report(agreement, "2026-10", [{"quantity": str(n)}], by=uma).pk for n in range(1, 6)]
    first = program.get("reports/", {"page_size": 2, "period": "2026-10", "state": "checked"}).json()
    assert [each["id"] for each in first["results"]] == made[:-3:-1]
    rest = program.client.get(first["next"]).json()
    assert [each["id"] for each in rest["results"]] == made[2:0:-1]
    assert program.get("reports/", {"agreement": "AGR-2026-9999"}).json()["results"] == []
    assert program.get("reports/", {"period": "2026-09"}).json()["results"] == []
    for wrong in ({"state": "eaten"}, {"period": "October"}):
        assert program.get("reports/", wrong).status_code == 422
    for cursor in ("x", "cD1hYmM=", "cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"):
        assert program.get("reports/", {"cursor": cursor}).status_code == 404


def test_errors_come_page_by_page_in_the_order_of_the_file(program, report):
    first = program.get(f"reports/{report.pk}/errors/", {"page_size": 2}).json()
    second = program.client.get(first["next"]).json()
    assert second["next"] is None
    found = first["results"] + second["results"]
    assert [(each["line"], each["column"], each["code"]) for each in found] == [
        (3, "model", "unknown_model"),
        (3, "market", "unknown_market"),
        (4, "usage_date", "bad_date"),
    ]
    assert program.client.get(second["previous"]).json()["results"] == first["results"]
    only = program.get(f"reports/{report.pk}/errors/", {"code": "bad_date"}).json()["results"]
    assert [each["found"] for each in only] == ["31.10.2026"]
    for wrong, status in (({"cursor": "?"}, 404), ({"page_size": 0}, 422), ({"page_size": "²"}, 422)):
        assert program.get(f"reports/{report.pk}/errors/", wrong).status_code == status


def test_rejected_rows_come_as_the_file_they_are_to_be_mended_in(program, report):
    answer = program.get(f"reports/{report.pk}/rejected-rows/")
    assert body_bytes(answer).count(b"\n") == 3
    assert answer["Content-Disposition"].startswith("attachment")


def test_where_no_row_was_rejected_there_is_nothing_to_mend(program, agreement, uma):
    right = checked_report(agreement, "2026-10", by=uma)
    answer = program.get(f"reports/{right.pk}/rejected-rows/")
    assert (answer.status_code, answer.json()["code"]) == (422, "nothing_rejected")


def test_a_file_refused_as_a_whole_says_why(program, agreement, uma):
    refused = checked_report(agreement, "2026-10", b"%PDF-1.7 nonsense", by=uma)
    told = program.get(f"reports/{refused.pk}/").json()
    assert (told["state"], told["file_problems"][0]["code"]) == ("refused", "unsupported_format")
    assert told["to_confirm"] is None


def test_agreements_say_which_periods_are_due(program, agreement, hosta, rival):
    make_agreement(rival, reporter="partner", title="Theirs")
    make_agreement(hosta, reporter="licensor", title="Hosting in Japan")
    answer = program.get("agreements/").json()["results"]
    assert [each["title"] for each in answer] == ["Hosting in Japan", "Hosting in Europe"]
    assert {each["may_report"] for each in answer[0]["periods"]} == {False}
    october = next(each for each in answer[1]["periods"] if each["period"] == "2026-10")
    assert (october["status"], october["may_report"], october["to_date"]) == ("due", True, "2026-11-01")


def test_a_period_without_usage_is_declared(program, agreement):
    address = f"periods/{agreement.number}/2026-10/declare/"
    assert program.post(address, {"kind": "nil", "confirm": False}).json()["code"] == "not_attested"
    assert program.post(address, {"kind": "complete", "confirm": True}).json()["code"] == "no_reports"
    answer = program.post(address, {"kind": "nil", "confirm": True})
    assert (answer.status_code, answer.json()["kind"]) == (200, "nil")
    assert "no usage" in answer.json()["attestation"]
    for elsewhere in ("2026-13", "2026-Q4", "1999-01"):
        nowhere = program.post(
            f"periods/{agreement.number}/{elsewhere}/declare/", {"kind": "nil", "confirm": True}
        )
        assert (nowhere.status_code, nowhere.json()["code"]) == (422, "bad_period")


def test_refusals_are_sentences_in_the_language_asked_for(program, agreement, uma):
    fields = {"agreement": agreement.number, "period": "2026-10"}
    program.upload(**fields, file=usage())
    again = program.upload(**fields, file=usage())
    assert (again.status_code, again["Content-Type"]) == (422, "application/problem+json")
    assert again.json()["code"] == "duplicate_file"
    assert "already here" in again.json()["detail"]
    german = Program(secret_of(uma), **{"Accept-Language": "de"}).upload(**fields, file=usage())
    assert german.json()["code"] == "duplicate_file"
    assert "already here" not in german.json()["detail"]


def test_a_file_replaces_the_report_named(program, agreement, uma, rival):
    old = checked_report(agreement, "2026-10", by=uma)
    theirs = checked_report(make_agreement(rival, reporter="partner"), "2026-10")
    fields = {"agreement": agreement.number, "period": "2026-10"}
    new = program.upload(**fields, file=usage({"quantity": "2"}), replaces=old.pk)
    assert (new.status_code, new.json()["replaces"]) == (201, old.pk)
    assert program.upload(**fields, file=usage({"quantity": "3"}), replaces=theirs.pk).status_code == 404


def test_what_is_missing_or_wrong_is_named(program, agreement):
    answer = program.upload(period="October", correction="perhaps").json()
    assert answer["code"] == "invalid"
    assert {each["field"] for each in answer["errors"]} == {"agreement", "period", "file", "correction"}
