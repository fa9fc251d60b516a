"""What a rate of the partner's profile changes once it is confirmed, and what it leaves as it is."""

from datetime import date

import pytest

from portal.notices.models import Mail, OutboxEvent
from settlements.runs.approve_run import approve_run
from settlements.runs.what_if.what_if import what_if
from settlements.statements.bundle.make_bundle import make_bundle
from tests.settlements.payouts.steps import code_of, discrepancies
from tests.settlements.runs.steps import requested_run
from tests.settlements.statements.bundle.test_bundle import verify
from tests.settlements.tax.test_withholding import (
    SEPTEMBER,
    agreement,
    figures,
    issued,
    rate,
    reported,
    treaty,
)

__all__ = ["agreement", "reported"]

pytestmark = pytest.mark.django_db


class TestWhatFollows:
    def test_a_run_that_waits_is_seen_as_changed(self, reported, hosta, fiona, april):
        run = requested_run(SEPTEMBER, fiona, reported)
        rate(hosta, fiona, confirmed_by=april)
        assert code_of(approve_run, run=run, by=april, fingerprint=run.fingerprint) == "changed_since_settled"

    def test_issued_statements_stay(self, reported, hosta, fiona, april):
        statement = issued(reported, fiona, april)
        rate(hosta, fiona, confirmed_by=april)
        statement.refresh_from_db()
        assert statement.due_now == 200
        assert discrepancies() == []

    def test_estimates_follow_and_finance_is_told(self, reported, hosta, finn, fiona, april):
        rate(hosta, fiona, confirmed_by=april)
        assert OutboxEvent.objects.filter(event="withholding_rate.confirmed", args=[reported.pk]).exists()
        [mail] = Mail.objects.filter(kind="withholding_rate_confirmed")
        assert (mail.to, "15%" in mail.text) == (finn.email, True)

    def test_other_terms_are_taxed_alike(self, reported, hosta, fiona, april):
        rate(hosta, fiona, confirmed_by=april)
        statement = issued(reported, fiona, april)
        [version] = reported.versions.all()
        compared = what_if(agreement=reported, version=version, periods=1)
        assert (compared.due.old, compared.due.new, statement.due_now) == (170, 170, 170)

    def test_a_rate_confirmed_late_is_no_change_of_terms(self, reported, hosta, fiona, april):
        """Issued without tax; the same terms once more, after the profile says 15 %."""
        issued(reported, fiona, april)
        rate(hosta, fiona, confirmed_by=april)
        [version] = reported.versions.all()
        compared = what_if(agreement=reported, version=version, periods=1)
        assert (compared.due.old, compared.due.new) == (200, 200)

    def test_the_bundle_verifies(self, reported, hosta, fiona, april, tmp_path):
        treaty(hosta, fiona, april, date(2026, 9, 30))
        statement = issued(reported, fiona, april)
        (tmp_path / "it.zip").write_bytes(make_bundle(statement=statement).read())
        done = verify("it.zip", cwd=tmp_path)
        assert (done.returncode, figures(statement)) == (0, ("-10.00", "190.00"))
