"""The runs' pages: the whole way through clicks, and what each role sees."""

import pytest
from django.urls import reverse

from portal.audit.models import AuditEvent
from settlements.runs.issue_run import issue_run
from settlements.runs.models import SettlementRun
from settlements.runs.open_run import open_run
from settlements.runs.request_approval import request_approval
from settlements.statements.models import Statement
from tests.factories.usage import submitted_report
from tests.settlements.runs.pages import page_of, post, text_of
from tests.settlements.runs.steps import blockers_of, settle_all, settled_run, settlement_of

SEPTEMBER = "2026-09"


@pytest.mark.django_db
class TestTheWay:
    def test_opened_settled_approved_issued(self, client, usage, hosted, remitted, fiona, april):
        client.force_login(fiona)
        offered = page_of(client, "open_run", label=SEPTEMBER)
        assert all(f"{each.number} · {each.partner.name}" in offered for each in (hosted, remitted))
        chosen = {"agreements": [hosted.pk, remitted.pk]}
        opened = client.post(reverse("open_run") + f"?label={SEPTEMBER}", chosen)
        run = SettlementRun.objects.get()
        assert opened["Location"] == reverse("run", args=[run.pk])

        waiting = client.get(reverse("run_progress", args=[run.pk]))
        assert waiting.status_code == 200
        assert "0 of 2 agreements" in text_of(waiting)
        settle_all(run)
        over = client.get(reverse("run_progress", args=[run.pk]))
        assert over.status_code == 286
        shown = text_of(over)
        assert "$20.00" in shown
        assert "€15.00" in shown
        assert "None open" in shown

        asked = post(client, "request_approval", run.pk)
        assert "Approval is requested" in asked
        assert "This needs one of these roles: Approver" in asked
        client.force_login(april)
        run.refresh_from_db()
        shown = page_of(client, "run", run.pk)
        assert run.fingerprint in shown
        approved = post(client, "approve_run", run.pk, fingerprint=run.fingerprint)
        assert "The statements are being issued" in approved
        issue_run(run_id=run.pk)
        assert "The statements are issued" in page_of(client, "run", run.pk)
        assert Statement.objects.count() == 2
        assert "Issued" in page_of(client, "runs")

    def test_a_blocker_is_waived_with_a_reason(self, client, hosted, fiona):
        run = settled_run(SEPTEMBER, fiona, hosted)
        blocker = blockers_of(run).get()
        client.force_login(fiona)
        shown = page_of(client, "run", run.pk)
        assert "Report missing or not declared complete" in shown
        assert "Blockers are open" in shown
        assert reverse("waive_blocker", args=[run.pk, blocker.pk]) in shown
        page_of(client, "waive_blocker", run.pk, blocker.pk)
        empty = client.post(reverse("waive_blocker", args=[run.pk, blocker.pk]), {"reason": ""})
        assert empty.status_code == 422
        done = post(client, "waive_blocker", run.pk, blocker.pk, reason="no customers yet")
        assert "no customers yet" in done
        assert "None open" in done
        again = client.post(reverse("waive_blocker", args=[run.pk, blocker.pk]), {"reason": "x"})
        assert again.status_code == 422

    def test_a_missing_rate_leads_to_the_form_for_it(self, client, hosted, fiona):
        submitted_report(hosted, SEPTEMBER, [{"usage_date": "2026-09-05", "currency": "TWD"}])
        run = settled_run(SEPTEMBER, fiona, hosted)
        client.force_login(fiona)
        shown = page_of(client, "run", run.pk)
        link = f"{reverse('enter_rate')}?base=TWD&amp;quote=USD&amp;date=2026-09-30"
        assert link in shown
        assert "Waive" not in shown
        [blocker] = blockers_of(run)
        assert client.get(reverse("waive_blocker", args=[run.pk, blocker.pk])).status_code == 403
        assert "Nothing could be computed" in page_of(client, "settlement", run.pk, hosted.number)

    def test_sent_back_and_cancelled_with_a_reason(self, client, usage, fiona, april):
        run = request_approval(run=settled_run(SEPTEMBER, fiona), by=fiona)
        client.force_login(april)
        page_of(client, "send_back_run", run.pk)
        assert "in review again" in post(client, "send_back_run", run.pk, reason="a correction comes")
        client.force_login(fiona)
        assert client.post(reverse("cancel_run", args=[run.pk]), {"reason": ""}).status_code == 422
        assert "was cancelled" in post(client, "cancel_run", run.pk, reason="wrong month")
        assert client.get(reverse("cancel_run", args=[run.pk])).status_code == 302

    def test_settled_again_one_or_all(self, client, usage, hosted, fiona):
        run = settled_run(SEPTEMBER, fiona)
        client.force_login(fiona)
        post(client, "resettle", run.pk, agreement=hosted.number)
        assert list(run.settlements.values_list("state", flat=True)) == ["waiting", "settled"]
        settle_all(run)
        post(client, "resettle", run.pk)
        assert set(run.settlements.values_list("state", flat=True)) == {"waiting"}
        assert "None of these agreements" in post(client, "resettle", run.pk, agreement="AGR-0000\x00")

    def test_an_old_page_cannot_approve(self, client, usage, fiona, april):
        run = request_approval(run=settled_run(SEPTEMBER, fiona), by=fiona)
        client.force_login(april)
        for stale in ("", "0" * 64, "🙂"):
            assert "changed since you looked at it" in post(client, "approve_run", run.pk, fingerprint=stale)
        run.refresh_from_db()
        assert run.state == "requested"


@pytest.mark.django_db
class TestOpenPage:
    def test_says_why_an_agreement_cannot_be_settled(self, client, hosted, fiona):
        client.force_login(fiona)
        shown = page_of(client, "open_run", label="2026-10")
        assert "2026-09 comes first: its statement is not issued yet." in shown

    @pytest.mark.parametrize("label", ["2026-13", "soon", "2026-Q5", "0001-01", "0001-Q1", "9" * 300])
    def test_a_label_that_is_none(self, client, hosted, fiona, label):
        client.force_login(fiona)
        assert "has-error" in page_of(client, "open_run", label=label)
        assert client.post(f"{reverse('open_run')}?label=2026-13", {}).status_code == 422

    def test_the_form_may_name_thousands_of_agreements(self, client, hosted, fiona):
        client.force_login(fiona)
        chosen = [str(hosted.pk), *map(str, range(10**6, 10**6 + 3000))]
        page = client.post(f"{reverse('open_run')}?label={SEPTEMBER}", {"agreements": chosen})
        assert page.status_code == 422  # those are none of ours; Django's own limit would say 400

    @pytest.mark.parametrize("chosen", [[], [999999], ["x"], ["9" * 30]])
    def test_what_was_not_offered_is_refused(self, client, hosted, fiona, chosen):
        client.force_login(fiona)
        page = client.post(f"{reverse('open_run')}?label={SEPTEMBER}", {"agreements": chosen})
        assert page.status_code == 422
        assert not SettlementRun.objects.exists()


@pytest.mark.django_db
class TestOneAgreement:
    def test_what_the_statement_would_say(self, client, usage, hosted, fiona):
        run = settled_run(SEPTEMBER, fiona)
        client.force_login(fiona)
        shown = page_of(client, "settlement", run.pk, hosted.number)
        assert "Nothing is issued yet" in shown
        assert "$20.00" in shown
        assert settlement_of(run, hosted).digest in shown

    def test_the_look_is_in_the_partners_trail(self, client, usage, hosted, fiona):
        run = settled_run(SEPTEMBER, fiona)
        client.force_login(fiona)
        page_of(client, "settlement", run.pk, hosted.number)
        event = AuditEvent.objects.get(event="settlement.viewed")
        assert (event.actor, event.partner, event.subject) == (
            fiona,
            hosted.partner,
            f"{hosted.number} {SEPTEMBER}",
        )

    def test_one_that_waits(self, client, hosted, fiona):
        run = open_run(label=SEPTEMBER, by=fiona)
        client.force_login(fiona)
        assert "waits to be settled" in page_of(client, "settlement", run.pk, hosted.number)

    @pytest.mark.parametrize("number", ["AGR-2026-9999", "..", "%20"])
    def test_one_that_is_not_in_it(self, client, hosted, fiona, number):
        run = open_run(label=SEPTEMBER, by=fiona)
        client.force_login(fiona)
        assert client.get(reverse("run", args=[run.pk]) + f"{number}/").status_code in {404, 301, 302}
