"""Who may open a statement, and what staff leave behind when they do."""

import pytest
from django.urls import reverse

from portal.audit.models import AuditEvent
from tests.scenes import scene
from tests.settlements.statements.documents import issued, make_agreement, make_version

PAGES = [
    ("statement", ()),
    ("statement_line", (1,)),
    ("statement_rung", ("recoupment",)),
    ("statement_lines", ()),
    ("statement_sources", (1,)),
    ("statement_input", ()),
    ("statement_result", ()),
    ("statement_workbook", ()),
    ("statement_bundle", ()),
    ("statement_pdf", ()),
]
NOWHERE = [
    ("statement", ("STM-2026-999999",), ()),
    ("statement", ("%00",), ()),
    ("statement", ("x" * 300,), ()),
    ("statement_line", None, (0,)),
    ("statement_line", None, (2,)),
    ("statement_line", None, (2**31,)),
    ("statement_line", None, (10**40,)),
    ("statement_sources", None, (10**40,)),
    ("statement_rung", None, ("earned-too",)),
]


@scene
def statement(hosta, fiona, april):
    agreement = make_agreement(hosta, fiona)
    make_version(agreement, fiona, april, {"default": "year"})
    return issued(agreement, "2026-10", fiona, april, earned="100.00")


def look(client, user, name: str, *args, staff: bool = False):
    client.force_login(user)
    return client.get(reverse(f"staff_{name}" if staff else name, args=args))


@pytest.mark.parametrize("name, rest", PAGES)
def test_members_read_and_nobody_else(client, statement, vera, ruth, fiona, name, rest):
    assert look(client, vera, name, statement.number, *rest).status_code == 200
    assert look(client, ruth, name, statement.number, *rest).status_code == 404
    assert look(client, fiona, name, statement.number, *rest).status_code == 404
    client.logout()
    assert client.get(reverse(name, args=(statement.number, *rest))).status_code == 302


# Not the PDF, which is a page that waits here: tests/settlements/statements/pdf.
@pytest.mark.parametrize("name, rest", [page for page in PAGES if page[0] != "statement_pdf"])
def test_staff_who_need_it_read_and_leave_a_trace(client, statement, adam, oscar, ruth, name, rest):
    assert look(client, ruth, name, statement.number, *rest, staff=True).status_code == 404
    assert look(client, oscar, name, statement.number, *rest, staff=True).status_code == 403
    assert not AuditEvent.objects.filter(event="statement.viewed").exists()
    assert look(client, adam, name, statement.number, *rest, staff=True).status_code == 200
    event = AuditEvent.objects.get(event="statement.viewed")
    assert (event.partner, event.actor, event.subject) == (statement.partner, adam, statement.number)
    assert event.details["page"]


def test_lists_show_ones_own_only(client, statement, vera, ruth, adam, oscar):
    assert statement.number in look(client, vera, "statements").text
    assert statement.number not in look(client, ruth, "statements").text
    assert statement.number in look(client, adam, "statements", staff=True).text
    assert look(client, oscar, "statements", staff=True).status_code == 403
    client.force_login(ruth)
    rows = b"".join(client.get(reverse("statements") + "?format=csv").streaming_content).decode()
    assert statement.number not in rows


@pytest.mark.parametrize("name, number, rest", NOWHERE)
def test_what_is_not_there_is_not_found(client, statement, vera, adam, name, number, rest):
    args = (*(number or (statement.number,)), *rest)
    assert look(client, vera, name, *args).status_code == 404
    assert look(client, adam, name, *args, staff=True).status_code == 404


@pytest.mark.parametrize("query", ["page=-1", "page=" + "9" * 5000, "sort=-evil", "q='%22<b>"])
def test_hostile_queries_are_left_aside(client, statement, vera, query):
    client.force_login(vera)
    for name, args in [("statement", ()), ("statement_line", (1,))]:
        page = client.get(
            f"{reverse(name, args=(statement.number, *args))}?{query}&group=x&kind=y&market=%22"
        )
        assert page.status_code == 200
        assert "<b>" not in page.text


def test_pages_are_for_reading(client, statement, vera):
    client.force_login(vera)
    assert client.post(reverse("statement", args=[statement.number])).status_code == 405
