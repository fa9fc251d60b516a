"""Host A reports until June; from July on the licensor does. Both sides' pages, the blocker, what is due."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from agreements.models import Agreement
from portal.home.partner_front import partner_front
from portal.home.staff_queue import staff_queue
from settlements.runs.models import Blocker
from tests.factories.agreements import make_agreement
from tests.factories.amendments import amend
from tests.factories.usage import ATTESTATION, body, csv_bytes, received_report, submitted_report
from tests.settlements.runs.steps import issued_run, settled_run
from usage.declare_period import declare_period
from usage.missing_report import missing_report
from usage.models import Report
from usage.periods.open_period import open_period
from usage.usage_of_period import usage_of_period

pytestmark = pytest.mark.django_db

LICENSOR_REPORTS = (
    "the licensor reports the usage of periods beginning from Jul 1, 2026 on; the partner reads it here."
)
PARTNER_REPORTS = "the partner reports the usage of periods beginning Jun 1\u2009–\u200930, 2026"
JUNE, JULY = [{"usage_date": "2026-06-05"}], [{"usage_date": "2026-07-05"}]


@pytest.fixture
def agreement(hosta) -> Agreement:
    made = make_agreement(hosta, reporter="partner", starts="2026-06-01", ends="2026-09-01", title="Hosting")
    amend(made, "2026-07-01", reporter="licensor")
    return made


def sent(rows) -> io.BytesIO:
    file = io.BytesIO(csv_bytes(*rows))
    file.name = "usage.csv"
    return file


def declare(agreement: Agreement, label: str, by, reporter: str):
    period = open_period(agreement=agreement, label=label)
    return declare_period(period=period, reporter=reporter, kind="nil", by=by, attestation=ATTESTATION)


class TestUpload:
    def test_the_partner_reports_june_and_learns_who_reports_july(self, client, agreement, uma):
        client.force_login(uma)
        page = reverse("new_report")
        june = client.post(page, {"period": f"{agreement.number}/2026-06", "file": sent(JUNE)})
        assert june.status_code == 302
        for query in ("", f"?agreement={agreement.number}&period=2026-07"):
            july = client.post(page + query, {"period": f"{agreement.number}/2026-07", "file": sent(JULY)})
            assert july.status_code == 403
            assert LICENSOR_REPORTS in body(july)
        shown = body(client.get(page, {"agreement": agreement.number, "period": "2026-07"}))
        assert LICENSOR_REPORTS in shown
        assert Report.objects.count() == 1

    def test_each_side_is_offered_its_own_periods(self, client, agreement, uma, oscar):
        for person, name, own, other in (
            (uma, "new_report", "2026-06", "2026-07"),
            (oscar, "staff_new_report", "2026-07", "2026-06"),
        ):
            client.force_login(person)
            shown = body(client.get(reverse(name)))
            assert f"{agreement.number}/{own}" in shown
            assert f"{agreement.number}/{other}" not in shown

    def test_the_act_itself_refuses_too(self, agreement, uma, oscar):
        with pytest.raises(PermissionDenied, match="the licensor reports"):
            received_report(agreement, "2026-07", by=uma)
        with pytest.raises(PermissionDenied, match=PARTNER_REPORTS):
            received_report(agreement, "2026-06", by=oscar)
        assert received_report(agreement, "2026-07", JULY, by=oscar).reporter == "licensor"

    def test_an_outsider_finds_nothing(self, client, agreement, ruth):
        client.force_login(ruth)
        query = {"agreement": agreement.number, "period": "2026-06"}
        assert client.get(reverse("new_report"), query).status_code == 404

    def test_the_command_line_asks_the_period(self, agreement, uma, oscar, tmp_path):
        path = tmp_path / "july.csv"
        path.write_bytes(csv_bytes(*JULY))
        given = {"agreement": agreement.number, "period": "2026-07"}
        with pytest.raises(CommandError, match="the licensor reports"):
            call_command("import_usage", path, by=uma.email, **given)
        call_command("import_usage", path, stdout=io.StringIO(), **given)
        assert Report.objects.get().uploaded_by == oscar


class TestDeclared:
    def test_no_usage_is_the_reporters_to_declare(self, agreement, uma, oscar):
        with pytest.raises(PermissionDenied, match="the licensor reports"):
            declare(agreement, "2026-07", uma, "partner")
        with pytest.raises(PermissionDenied, match="the partner reports"):
            declare(agreement, "2026-06", oscar, "licensor")
        declare(agreement, "2026-06", uma, "partner")
        declare(agreement, "2026-07", oscar, "licensor")
        assert [missing_report(period=each) for each in agreement.periods.all()] == [False, False]

    def test_the_page_says_who_declares(self, client, agreement, uma):
        client.force_login(uma)
        page = reverse("declare_period") + f"?agreement={agreement.number}&period=2026-07"
        assert LICENSOR_REPORTS in body(client.get(page))
        assert client.post(page, {"confirm": "on"}).status_code == 403


class TestSettled:
    def test_each_periods_run_waits_for_its_own_reporter(self, agreement, fiona, april, uma, oscar):
        run = settled_run("2026-06", fiona, agreement)
        [blocker] = Blocker.objects.filter(settlement__run=run)
        assert (blocker.kind, blocker.details["reporter"]) == ("missing_report", "partner")
        run.settlements.all().delete()
        run.delete()
        submitted_report(agreement, "2026-06", JUNE, by=uma)
        issued_run("2026-06", fiona, april, agreement)
        run = settled_run("2026-07", fiona, agreement)
        [blocker] = Blocker.objects.filter(settlement__run=run)
        assert (blocker.kind, blocker.details["reporter"]) == ("missing_report", "licensor")

    def test_the_licensors_figures_count_from_july(self, agreement, uma, oscar):
        submitted_report(agreement, "2026-06", JUNE, by=uma)
        submitted_report(agreement, "2026-07", JULY, by=oscar)
        counted = [usage_of_period(period=each).reports[0].reporter for each in agreement.periods.all()]
        assert counted == ["partner", "licensor"]


class TestWhatIsDue:
    def test_the_partner_is_reminded_of_june_only(self, agreement, hosta, uma):
        found = [each.text for each in partner_front(user=uma, partner=hosta).to_do]
        assert found == ["Usage of June 2026"]

    def test_staff_see_for_whom_each_waits(self, agreement, oscar):
        sections = {each.title: each.items for each in staff_queue(user=oscar)}
        found = [(each.text, each.sub) for each in sections["Figures still missing"]]
        number = agreement.number
        assert found == [
            (f"{number}, June 2026", "Host A"),
            (f"{number}, July 2026", "our own figures"),
            (f"{number}, August 2026", "our own figures"),
        ]

    def test_both_lists_say_from_which_day_whose_figures_hold(self, client, agreement, uma, oscar):
        for person, name in ((uma, "reports"), (oscar, "staff_reports")):
            client.force_login(person)
            shown = body(client.get(reverse(name)))
            assert "Partner: periods beginning Jun 1" in shown
            assert "Licensor: periods beginning from Jul 1, 2026 on" in shown

    def test_the_list_offers_an_upload_for_ones_own_periods_only(self, client, agreement, uma):
        client.force_login(uma)
        shown = body(client.get(reverse("reports")))
        asked = f"{reverse('new_report')}?agreement={agreement.number}&amp;period="
        assert (f"{asked}2026-06" in shown, f"{asked}2026-07" in shown) == (True, False)
        assert "period waits for you." in shown

    def test_a_matrix_of_each_length(self, client, hosta, oscar):
        changed = make_agreement(hosta, starts="2026-06-01")
        amend(changed, "2026-07-01", period_length="quarter")
        client.force_login(oscar)
        month, quarter = (
            body(client.get(reverse("staff_reports"), {"length": each})) for each in ("month", "quarter")
        )
        assert ("June 2026" in month, "July 2026" in month, "Q3 2026" in month) == (True, False, False)
        assert ("June 2026" in quarter, "Q3 2026" in quarter, changed.number in quarter) == (
            False,
            True,
            True,
        )
