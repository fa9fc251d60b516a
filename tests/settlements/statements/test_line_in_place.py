"""A line of a statement opens in its place: the steps of its own page, loaded when asked for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.audit.models import AuditEvent

HTMX = {"HX-Request": "true"}


@pytest.mark.django_db
class TestLineInPlace:
    def test_the_steps_of_the_line_s_own_page(self, client, payable, vera):
        client.force_login(vera)
        line = [payable.number, payable.lines.filter(kind="earning").first().position]
        steps = client.get(reverse("statement_line_steps", args=line), headers=HTMX).text
        assert "<html" not in steps
        assert reverse("statement_line", args=line) in steps
        page = client.get(reverse("statement_line", args=line)).text
        told = steps.partition("<h3>Terms</h3>")[2].partition("</ol>")[0]
        assert "Rounding" in told
        assert "Amount of this line" in told
        assert told in page

    def test_without_javascript_the_line_s_page(self, client, payable, vera):
        client.force_login(vera)
        page = client.get(reverse("statement", args=[payable.number])).text
        own = reverse("statement_line", args=[payable.number, 1])
        assert f'<div class="steps"><a href="{own}">' in page
        asked = client.get(reverse("statement_line_steps", args=[payable.number, 1]))
        assert asked["Location"] == own

    def test_nothing_is_read_before_it_is_asked_for(self, client, payable, vera):
        client.force_login(vera)
        page = client.get(reverse("statement", args=[payable.number])).text
        assert "Amount of this line" not in page
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("statement_line_steps", args=[payable.number, 1]), headers=HTMX)
        assert not [each for each in captured.captured_queries if '"usage_report"' in each["sql"]]

    def test_outsiders_and_lines_that_are_not_there(self, client, payable, ruth, vera):
        client.force_login(ruth)
        url = reverse("statement_line_steps", args=[payable.number, 1])
        assert client.get(url, headers=HTMX).status_code == 404
        client.force_login(vera)
        url = reverse("statement_line_steps", args=[payable.number, 999])
        assert client.get(url, headers=HTMX).status_code == 404

    def test_a_look_by_staff_is_in_the_partner_s_trail(self, client, payable, adam):
        client.force_login(adam)
        client.get(reverse("staff_statement_line_steps", args=[payable.number, 1]), headers=HTMX)
        event = AuditEvent.objects.filter(event="statement.viewed").latest("pk")
        assert (event.actor, event.partner, event.details["page"]) == (adam, payable.partner, "line 1")
