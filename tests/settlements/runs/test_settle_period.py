"""`manage.py settle_period` makes the same domain calls as the pages."""

import pytest
from django.core.management import CommandError, call_command

from settlements.runs.models import SettlementRun
from tests.factories.agreements import make_agreement
from tests.factories.usage import submitted_report
from tests.settlements.runs.steps import blockers_of, issued_run


def settle(capsys, *arguments: str) -> str:
    call_command("settle_period", *arguments)
    return capsys.readouterr().out


@pytest.mark.django_db
class TestCommand:
    def test_one_agreement(self, hosted, fiona, capsys):
        submitted_report(hosted, "2026-09", [{"usage_date": "2026-09-05"}])
        shown = settle(capsys, hosted.number, "2026-09")
        assert f"{hosted.number}  Host A  payable USD: earned 20.00, due now 20.00" in shown
        run = SettlementRun.objects.get()
        assert (run.state, run.opened_by) == ("review", fiona)

    def test_again_settles_the_same_run_anew(self, hosted, fiona, capsys):
        assert "Report missing or not declared complete" in settle(capsys, hosted.number, "2026-09")
        submitted_report(hosted, "2026-09", [{"usage_date": "2026-09-05"}])
        assert "blocker" not in settle(capsys, hosted.number, "2026-09")
        assert not blockers_of(SettlementRun.objects.get()).exists()

    def test_all_names_those_left_out(self, hosted, remitted, rival, fiona, april, capsys):
        submitted_report(hosted, "2026-09", [{"usage_date": "2026-09-05"}])
        issued_run("2026-09", fiona, april, hosted)
        fresh = make_agreement(rival, starts="2026-10-01")
        shown = settle(capsys, "--all", "2026-10")
        assert f"{fresh.number}  Rival Cloud  payable USD: earned 0.00" in shown
        assert f"{remitted.number}  left out: 2026-09 comes first" in shown

    @pytest.mark.parametrize(
        "arguments, sentence",
        [
            (["2026-09"], "Write AGREEMENT PERIOD"),
            (["--all", "AGR-1", "2026-09"], "Write AGREEMENT PERIOD"),
            (["AGR-1", "2026-09"], "There is no agreement AGR-1"),
            (["--all", "2026-13"], "is no period"),
            (["--all", "2026-08"], "No agreement|None of the agreements"),
            (["--all", "2026-09", "--by", "nobody@x.example"], "Nobody has the address"),
            (["--all", "2026-09", "--by", "april@licensor.example"], "needs one of these roles"),
            (["--all", "2026-09", "--by", "uma@hosta.example"], "is not of staff"),
        ],
    )
    def test_says_what_is_wrong(self, hosted, fiona, april, uma, arguments, sentence):
        with pytest.raises(CommandError, match=sentence):
            call_command("settle_period", *arguments)
        assert not SettlementRun.objects.exists()

    def test_asks_who_where_it_could_be_several(self, hosted, april):
        with pytest.raises(CommandError, match="--by EMAIL"):
            call_command("settle_period", "--all", "2026-09")
