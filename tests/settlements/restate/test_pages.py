"""What partner and staff see of a restatement, before and after it is approved."""

import json

import pytest
from django.urls import reverse

from portal.audit.models import AuditEvent
from settlements.runs.restate.models import Restatement
from settlements.runs.restate.request_restatement_approval import request_restatement_approval
from settlements.statements.models import Statement
from tests.factories.usage import body
from tests.scenes import scene
from tests.settlements.restate.conftest import FEBRUARY, JANUARY
from tests.settlements.restate.steps import REASON, approve, computed, requested, versions
from tests.settlements.runs.pages import page_of, post, text_of


@scene
def restated(quarter, corrected, fiona, april):
    return approve(requested(quarter, JANUARY, fiona), april)


@pytest.mark.django_db
class TestStaff:
    def test_begun_from_the_statement(self, client, quarter, corrected, fiona, april):
        number = versions(quarter, JANUARY)[0].number
        url = reverse("open_restatement", args=[quarter.number, JANUARY])
        client.force_login(fiona)
        assert url in page_of(client, "staff_statement", number)
        assert "reports that wait as late included" in client.get(url).text
        assert client.post(url, {"reason": ""}).status_code == 422
        shown = text_of(client.post(url, {"reason": REASON}, follow=True))
        assert "It is being computed" in shown
        assert Restatement.objects.get().reason == REASON
        assert client.post(url, {"reason": "again"}).status_code == 422
        client.force_login(april)
        assert url not in page_of(client, "staff_statement", number)

    def test_begun_from_the_late_report(self, client, corrected, quarter, fiona, oscar):
        url = reverse("open_restatement", args=[quarter.number, JANUARY])
        client.force_login(fiona)
        assert url in page_of(client, "staff_report", corrected.pk)
        client.force_login(oscar)
        shown = page_of(client, "staff_report", corrected.pk)
        assert url not in shown
        assert "Let it count" not in shown, "a settled period is never open again"

    def test_each_period_and_adjustment_is_seen_before_approval(
        self, client, quarter, corrected, fiona, april
    ):
        found = computed(quarter, JANUARY, fiona)
        client.force_login(fiona)
        shown = page_of(client, "restatement", found.pk)
        for figure in ("$120.00", "$400.05", "$280.05", "-$40.00", "-$140.00", "$100.05"):
            assert figure in shown.replace("−", "-"), figure
        assert "Takes in the late report" in shown
        detail = page_of(client, "restated_period", found.pk, JANUARY)
        assert "Changed" in detail
        assert "3,000.5" in detail
        asked = post(client, "request_restatement_approval", found.pk)
        assert "Approval is requested" in asked
        assert "You opened this restatement" not in asked, "who is no approver reads which role it needs"
        client.force_login(april)
        found.refresh_from_db()
        assert found.fingerprint in page_of(client, "restatement", found.pk)

    def test_what_waits_is_in_the_queue(self, client, quarter, corrected, fiona, april):
        client.force_login(april)
        assert "All restatements" not in page_of(client, "staff_home")
        found = requested(quarter, JANUARY, fiona)
        shown = page_of(client, "staff_home")
        assert reverse("restatement", args=[found.pk]) in shown
        assert "Review and approve" in shown

    def test_looks_are_recorded_for_the_partner(self, client, quarter, corrected, fiona, adam):
        found = computed(quarter, JANUARY, fiona)
        client.force_login(adam)
        shown = page_of(client, "restatement", found.pk)
        assert "This needs one of these roles: Finance (staff)" in shown
        page_of(client, "restated_period", found.pk, FEBRUARY)
        events = AuditEvent.objects.filter(event="restatement.viewed", partner=quarter.partner, actor=adam)
        assert sorted(each.details["page"] for each in events) == ["differences of 2026-02", "restatement"]

    def test_outsiders_find_nothing(self, client, quarter, corrected, fiona, finn, ruth, oscar):
        found = request_restatement_approval(restatement=computed(quarter, JANUARY, fiona), by=fiona)
        pages = [
            reverse("restatements"),
            reverse("restatement", args=[found.pk]),
            reverse("restated_period", args=[found.pk, JANUARY]),
            reverse("open_restatement", args=[quarter.number, JANUARY]),
            reverse("cancel_restatement", args=[found.pk]),
        ]
        for person, status in ((finn, 404), (ruth, 404), (oscar, 403)):
            client.force_login(person)
            assert [client.get(url).status_code for url in pages] == [status] * len(pages), person
            for name in ("approve_restatement", "recompute_restatement", "request_restatement_approval"):
                assert client.post(reverse(name, args=[found.pk])).status_code == status
        client.force_login(fiona)
        assert client.get(reverse("restatement", args=[999_999])).status_code == 404
        assert client.get(reverse("restated_period", args=[found.pk, "2026-09"])).status_code == 404

    def test_why_it_could_not_be_computed(self, client, quarter, fiona):
        found = computed(quarter, JANUARY, fiona)
        failure = {"faults": [{"path": "$", "code": "x", "message": "The archive is gone."}], "count": 1}
        Restatement.objects.filter(pk=found.pk).update(state="failed", failure=failure)
        client.force_login(fiona)
        shown = page_of(client, "restatement", found.pk)
        assert "It could not be computed" in shown
        assert "The archive is gone." in shown


@pytest.mark.django_db
class TestVersions:
    def test_the_newest_says_what_it_is(self, client, restated, quarter, finn):
        first, second = versions(quarter, JANUARY)
        client.force_login(finn)
        shown = page_of(client, "statement", first.number)
        assert "Version 2 of 2" in shown
        assert REASON in shown
        assert "The version before came to $120.00. The difference of $280.05 goes into the next" in shown
        assert "What is due stays what version 1 said: $120.00" in shown
        assert f"/statements/{first.number}/versions/1/" in shown
        assert f"/statements/{first.number}/versions/2/compare/" in shown
        assert f"{first.number} v2" in shown, "the adjustment it brought"
        assert page_of(client, "statement", f"{second.number}/versions/2").count("Version 2 of 2") == 1

    def test_the_older_one_stays_readable_with_all_its_pages(self, client, restated, quarter, finn, adam):
        first, second = versions(quarter, JANUARY)
        for person, prefix in ((finn, ""), (adam, "staff_")):
            client.force_login(person)
            address = f"{first.number}/versions/1"
            shown = page_of(client, f"{prefix}statement", address)
            assert "You are reading version 1" in shown
            line = reverse(f"{prefix}statement_line", args=[address, 1])
            assert line in shown
            assert "$120.00" in text_of(client.get(line))
            assert reverse(f"{prefix}dispute_line", args=[first.number, 1]) not in client.get(line).text
            assert "$120.00" in page_of(client, f"{prefix}statement_rung", address, "earned")
            result = client.get(reverse(f"{prefix}statement_result", args=[address]))
            assert json.loads(body(result)) == first.result_document
            newest = client.get(reverse(f"{prefix}statement_result", args=[first.number]))
            assert json.loads(body(newest)) == second.result_document
            lines = client.get(reverse(f"{prefix}statement_lines", args=[address]))
            assert "120.00" in body(lines)
            rows = client.get(reverse(f"{prefix}statement_sources", args=[address, 1]))
            assert "600" in body(rows)

    def test_every_difference_of_two(self, client, restated, quarter, finn, adam):
        first, _second = versions(quarter, JANUARY)
        for person, prefix in ((finn, ""), (adam, "staff_")):
            client.force_login(person)
            shown = page_of(client, f"{prefix}statement_compare", first.number)
            assert shown.index("Earned") < shown.index("Cut off by the cap") < shown.index("Net due")
            for text in ("$120.00", "$400.05", "$280.05", "3,000.5", "Changed", REASON, "no longer counted"):
                assert text in shown, text
            url = reverse(f"{prefix}statement_compare", args=[first.number])
            for query in ("with=3", "with=2", "with=x", "with=" + "9" * 50):
                assert client.get(f"{url}?{query}").status_code == 404, query

    def test_one_version_has_nothing_to_compare(self, client, quarter, finn):
        number = versions(quarter, JANUARY)[0].number
        client.force_login(finn)
        assert "has one version only" in page_of(client, "statement_compare", number)
        assert "Version 1" not in page_of(client, "statement", number)

    def test_a_rival_finds_no_version(self, client, restated, quarter, ruth):
        number = versions(quarter, JANUARY)[0].number
        client.force_login(ruth)
        for address in (number, f"{number}/versions/1", f"{number}/versions/2"):
            for name in ("statement", "statement_compare", "statement_result"):
                assert client.get(reverse(name, args=[address])).status_code == 404

    @pytest.mark.parametrize("version", ["3", "999999999"])
    def test_a_version_that_is_not_there(self, client, restated, quarter, finn, version):
        number = versions(quarter, JANUARY)[0].number
        client.force_login(finn)
        assert client.get(f"/statements/{number}/versions/{version}/").status_code == 404

    def test_lists_show_what_is_due_as_issued(self, client, restated, quarter, finn):
        client.force_login(finn)
        rows = body(client.get(reverse("statements") + "?format=csv"))
        january = Statement.objects.get(period__label=JANUARY, version=1)
        (line,) = [each for each in rows.splitlines() if each.startswith(january.number)]
        assert "120.00" in line
        assert "400.05" not in line
        assert len(rows.splitlines()) == 4, "one row for each number"
