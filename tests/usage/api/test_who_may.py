"""Every address of the API: strangers, outsiders, roles, scopes; nothing but problems for them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from portal.accounts.models import Membership
from portal.api.models import ApiToken
from portal.api.revoke_token import revoke_token
from portal.api.scopes import Scope
from portal.audit.models import AuditEvent
from tests.factories.accounts import make_member
from tests.factories.api import Program, secret_of
from usage.models import Period, Report

pytestmark = pytest.mark.django_db
READING = ["agreements/", "reports/", "reports/{id}/", "reports/{id}/errors/", "reports/{id}/rejected-rows/"]
WRITING = {
    "reports/{id}/submit/": {"confirm": True, "leave_out_rejected": True},
    "reports/{id}/withdraw/": {},
    "periods/{number}/2026-09/declare/": {"kind": "nil", "confirm": True},
}


def asked(program: Program, report: Report):
    """Each answer to each address, about the report and its agreement."""
    named = {"id": report.pk, "number": report.agreement.number}
    for path in READING:
        yield path, program.get(path.format(**named))
    for path, body in WRITING.items():
        yield path, program.post(path.format(**named), body)
    # Empty: who may not is turned away before anything is said about the file.
    fields = {"agreement": report.agreement.number, "period": "2026-10", "file": empty()}
    yield "upload", program.upload(**fields)


def empty():

    return SimpleUploadedFile("empty.csv", b"")


def require_problems(answers, status: int, code: str = "") -> None:
    for path, answer in answers:
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), path
        assert answer.json()["status"] == status
        assert not code or answer.json()["code"] == code, path
        assert answer["Cache-Control"] == "no-store"


def test_strangers_are_told_to_bring_a_token(report):
    for secret in ("", "rsp_nonsense", "\udcff", "x" * 9000):
        answers = list(asked(Program(secret.encode("utf-8", "replace").decode()), report))
        require_problems(answers, 401)
        assert {each["WWW-Authenticate"] for _path, each in answers} == {"Bearer"}


def test_a_log_in_in_the_browser_opens_nothing(report, uma):
    program = Program()
    program.client.force_login(uma)
    require_problems(asked(program, report), 401)


def test_a_rival_finds_nothing(report, ruth):
    program = Program(secret_of(ruth))
    answers = dict(asked(program, report))
    for path in ("agreements/", "reports/"):
        assert answers.pop(path).json()["results"] == []
    require_problems(answers.items(), 404)


def test_a_viewer_reads_and_changes_nothing(report, vera):
    answers = dict(asked(Program(secret_of(vera)), report))
    for path in READING:
        assert answers.pop(path).status_code == 200, path
    require_problems(answers.items(), 403)
    assert not AuditEvent.objects.filter(actor=vera).exclude(event="token.made").exists()
    assert not Period.objects.filter(label="2026-09").exists()


def test_staff_read_a_partners_report_on_record_and_do_not_report_for_it(report, oscar):
    answers = dict(asked(Program(secret_of(oscar)), report))
    for path in READING:
        assert answers.pop(path).status_code == 200, path
    require_problems(answers.items(), 403)
    assert AuditEvent.objects.get(event="report_file.viewed").actor == oscar


def test_a_token_does_what_it_was_made_for(report, uma):
    reading = dict(asked(Program(secret_of(uma, Scope.REPORTS_READ)), report))
    assert {reading.pop(path).status_code for path in READING} == {200}
    require_problems(reading.items(), 403, "scope_missing")
    writing = dict(asked(Program(secret_of(uma, Scope.REPORTS_WRITE)), report))
    require_problems(((path, writing.pop(path)) for path in READING), 403, "scope_missing")
    assert {each.status_code for each in writing.values()} <= {200, 201, 422}


@pytest.mark.parametrize("end", ["revoked", "expired", "person", "membership", "organisation"])
def test_what_has_ended_opens_nothing(report, uma, hosta, end):
    program = Program(secret_of(uma))
    assert program.get("reports/").status_code == 200
    token = ApiToken.objects.get()
    if end == "revoked":
        revoke_token(by=uma, token=token)
    elif end == "expired":
        ApiToken.objects.update(created_at="2020-01-01T00:00Z", expires_at="2020-02-01T00:00Z")
    elif end == "person":
        uma.is_active = False
        uma.save()
    elif end == "membership":
        Membership.objects.filter(user=uma).update(suspended_at="2026-11-01T00:00Z")
    else:
        hosta.suspended_at = "2026-11-01T00:00Z"
        hosta.save()
    require_problems(asked(program, report), 401)


def test_a_token_can_no_more_than_its_person_now(report, uma):
    program = Program(secret_of(uma))
    Membership.objects.filter(user=uma).update(roles=["viewer"])
    assert program.post(f"reports/{report.pk}/withdraw/").status_code == 403


def test_who_must_have_a_second_factor_and_has_none_is_turned_away(report, uma, hosta):
    program = Program(secret_of(uma))
    hosta.requires_second_factor = True
    hosta.save()
    require_problems(asked(program, report), 403, "second_factor_due")


def test_an_organisations_token_opens_this_organisation_only(report, hosta, rival):
    both = make_member("both@agency.example", "Bo Both", hosta, "admin", "uploader")
    Membership.objects.create(partner=rival, user=both, roles=["uploader"])
    own = Program(secret_of(both)).get("reports/").json()["results"]
    assert [each["id"] for each in own] == [report.pk]
    assert Program(secret_of(both, partner=hosta)).get(f"reports/{report.pk}/").status_code == 200
    Membership.objects.filter(user=both, partner=rival).update(roles=["admin", "uploader"])
    require_problems([("", Program(secret_of(both, partner=rival)).get(f"reports/{report.pk}/"))], 404)


def test_addresses_nobody_has_and_ways_nobody_goes_are_problems(program, report):
    client = program.client
    for path in (
        "/api/",
        "/api/v1/nothing/",
        "/api/v2/reports/",
        "/api/v1/reports/x/",
        "/api/v1/reports/%F0/",
    ):
        require_problems([(path, client.get(path))], 404)
    require_problems([("NUL", client.get("/api/v1/reports/?agreement=a%00b"))], 400)
    require_problems([("slash", client.post("/api/v1/reports", {}))], 404)
    require_problems([("put", client.put("/api/v1/reports/"))], 405)
    require_problems([("get", client.get(f"/api/v1/reports/{report.pk}/submit/"))], 405)
    require_problems([("form", client.post(f"/api/v1/reports/{report.pk}/submit/", {"confirm": "on"}))], 415)
    require_problems([("json", program.post("reports/", {}))], 415)
    broken = client.post(f"/api/v1/reports/{report.pk}/submit/", "{", "application/json")
    require_problems([("broken", broken)], 400)


def test_a_fault_of_ours_is_a_problem_without_its_cause(program, monkeypatch):
    def break_down(_user):
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr("usage.api.reports.readable_reports", break_down)
    answer = program.get("reports/")
    require_problems([("500", answer)], 500, "own_fault")
    assert b"secret" not in answer.content


def test_too_many_requests_are_told_when_to_come_again(program, uma):
    with override_settings(API_REQUESTS_PER_MINUTE=2):
        codes = [program.get("reports/").status_code for _each in range(5)]
        # A minute may end meanwhile: then two more are let through.
        assert codes[:2] == [200, 200]
        assert 429 in codes
        told = program.get("reports/")
        if told.status_code == 429:
            assert 1 <= int(told["Retry-After"]) <= 60
        assert Program(secret_of(uma)).get("reports/").status_code == 200


def test_the_schema_and_its_page_are_for_everybody(client):
    assert client.get("/api/v1/schema/").json()["openapi"].startswith("3.1")
    page = client.get("/api/v1/docs/")
    assert page.status_code == 200
    for text in ("reports:write", "/api/v1/reports/{report_id}/submit/", "leave_out_rejected", "curl"):
        assert text in page.content.decode()
    assert 'lang="de"' in Client(headers={"Accept-Language": "de"}).get("/api/v1/docs/").content.decode()
