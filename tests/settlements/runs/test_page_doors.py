"""The runs' pages: what each role sees, and what it may do."""

import pytest
from django.urls import reverse

from settlements.runs.request_approval import request_approval
from tests.settlements.runs.pages import page_of
from tests.settlements.runs.steps import blockers_of, settled_run

SEPTEMBER = "2026-09"


@pytest.mark.django_db
class TestWhoMay:
    READ = ["run", "run_progress"]
    ACTS = ["resettle", "request_approval", "approve_run", "send_back_run", "cancel_run"]
    ACTS += ["acknowledge_warnings"]

    @pytest.fixture
    def run(self, hosted, fiona):
        return settled_run(SEPTEMBER, fiona, hosted)

    def test_partners_find_nothing(self, client, run, hosted, uma, ruth):
        blocker = blockers_of(run).get()
        for person in (uma, ruth):
            client.force_login(person)
            for name in self.READ + self.ACTS:
                assert client.get(reverse(name, args=[run.pk])).status_code in {404, 405}, name
                assert client.post(reverse(name, args=[run.pk])).status_code in {404, 405}, name
            for url in (
                reverse("runs"),
                reverse("open_run"),
                reverse("settlement", args=[run.pk, hosted.number]),
                reverse("waive_blocker", args=[run.pk, blocker.pk]),
            ):
                assert client.get(url).status_code == 404

    def test_an_auditor_reads_and_does_nothing(self, client, run, adam):
        client.force_login(adam)
        assert "may read the runs" in page_of(client, "runs")
        shown = page_of(client, "run", run.pk)
        assert "This needs one of these roles: Finance (staff)" in shown
        assert "<button" not in shown.split('id="run"')[1].split("page-foot")[0]
        for name in self.ACTS:
            assert client.post(reverse(name, args=[run.pk])).status_code == 403, name
        blocker = blockers_of(run).get()
        url = reverse("waive_blocker", args=[run.pk, blocker.pk])
        assert client.post(url, {"reason": "x"}).status_code == 403
        assert client.get(reverse("open_run")).status_code == 403

    def test_staff_without_a_role_that_needs_amounts(self, client, run, oscar):
        client.force_login(oscar)
        for name in self.READ:
            assert client.get(reverse(name, args=[run.pk])).status_code == 403

    def test_who_prepared_it_reads_why_they_may_not_approve(self, client, usage, fiona, april):
        fiona.staff_roles = [*fiona.staff_roles, "approver"]
        fiona.save()
        run = request_approval(run=settled_run(SEPTEMBER, fiona), by=fiona)
        client.force_login(fiona)
        assert "You opened this run, so somebody else has to approve it." in page_of(client, "run", run.pk)
        refused = client.post(reverse("approve_run", args=[run.pk]), {"fingerprint": run.fingerprint})
        assert refused.status_code == 403
        run.refresh_from_db()
        assert run.state == "requested"

    @pytest.mark.parametrize("number", ["0", "999999", "9" * 30])
    def test_a_run_that_is_not_there(self, client, fiona, number):
        client.force_login(fiona)
        assert client.get(f"/staff/runs/{number}/").status_code == 404
