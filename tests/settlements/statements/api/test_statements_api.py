"""Programs read statements, lines, every step, bundle and PDF; and nobody else's."""

import io
import zipfile
from decimal import Decimal

import pytest

from portal.api.scopes import Scope
from portal.audit.models import AuditEvent
from settlements.statements.bundle.make_bundle import make_bundle
from settlements.statements.pdf.make_pdf import make_pdf
from tests.factories.api import Program, secret_of

pytestmark = pytest.mark.django_db
ADDRESSES = ["", "lines/", "lines/1/", "bundle/", "pdf/"]


@pytest.fixture
def program(payable, vera) -> Program:
    return Program(secret_of(vera, Scope.STATEMENTS_READ))


def test_the_list_names_amounts_exactly(program, payable, receivable):
    found = program.get("statements/").json()["results"]
    assert [each["number"] for each in found] == [receivable.number, payable.number]
    assert found[0]["due_now"] == {"amount": "50.00", "currency": "USD"}
    assert found[0]["direction"] == "receivable"
    of_one = program.get("statements/", {"agreement": payable.agreement.number}).json()["results"]
    assert [each["number"] for each in of_one] == [payable.number]


def test_a_statement_has_its_ladder_seal_and_standing(program, payable):
    found = program.get(f"statements/{payable.number}/").json()
    ladder = payable.result_document["ladder"]
    assert {rung: each["amount"] for rung, each in found["ladder"].items()} == ladder
    assert found["digest"] == payable.digest
    assert found["seal"] == {"place": 1, "previous": "0" * 64, "seal": payable.seal.digest}
    assert (found["change"], found["final_since"]) == (None, None)


def test_lines_come_in_order_and_foot(program, payable):
    first = program.get(f"statements/{payable.number}/lines/", {"page_size": 2}).json()
    rest = program.client.get(first["next"]).json()
    lines = [*first["results"], *rest["results"]]
    while rest["next"]:
        rest = program.client.get(rest["next"]).json()
        lines += rest["results"]
    assert [each["position"] for each in lines] == list(range(1, payable.lines.count() + 1))
    earned = sum(Decimal(each["amount"]["amount"]) for each in lines if each["kind"] != "contribution_credit")
    assert earned == payable.earned


def test_a_line_is_explained_by_its_stored_steps(program, payable):
    line = payable.lines.get(currency="EUR")
    found = program.get(f"statements/{payable.number}/lines/{line.position}/").json()
    assert found["steps"] == line.document["steps"]
    assert found["key"] == line.key


def test_bundle_and_pdf_are_those_of_the_pages(program, payable):
    answer = program.get(f"statements/{payable.number}/bundle/")
    assert answer.getvalue() == make_bundle(statement=payable).read()
    with_rows = program.get(f"statements/{payable.number}/bundle/", {"rows": "1"})
    assert "source-rows.csv" in zipfile.ZipFile(io.BytesIO(with_rows.getvalue())).namelist()
    waits = program.get(f"statements/{payable.number}/pdf/")
    assert (waits.status_code, waits.json(), waits["Retry-After"]) == (202, {"state": "being_made"}, "3")
    make_pdf(statement_id=payable.pk)
    assert program.get(f"statements/{payable.number}/pdf/").getvalue().startswith(b"%PDF-")


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_may(payable, vera, ruth, adam, oscar, address):
    path = f"statements/{payable.number}/{address}"
    assert Program().get(path).status_code == 401
    assert Program(secret_of(ruth)).get(path).status_code == 404
    assert Program(secret_of(oscar)).get(path).status_code == 403
    assert Program(secret_of(vera, Scope.REPORTS_READ)).get(path).json()["code"] == "scope_missing"
    assert Program(secret_of(vera)).get(path).status_code in (200, 202)
    assert not AuditEvent.objects.filter(event="statement.viewed").exists()
    assert Program(secret_of(adam)).get(path).status_code in (200, 202)
    assert AuditEvent.objects.get(event="statement.viewed").actor == adam
    assert Program(secret_of(vera)).post(path).status_code == 405


def test_a_rivals_list_is_empty(payable, ruth):
    assert Program(secret_of(ruth)).get("statements/").json()["results"] == []


def test_what_is_not_there_is_a_problem(program, payable):
    for path in ("statements/STM-2026-999999/", f"statements/{payable.number}/lines/99/"):
        answer = program.get(path)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
