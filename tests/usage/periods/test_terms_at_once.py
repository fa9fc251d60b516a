"""A signatory accepts an amendment while somebody works on a period that is none by it, or not theirs."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from agreements.models import Version
from agreements.negotiation.accept_version import accept_version
from portal.refused import Refused
from settlements.runs.models import SettlementRun
from settlements.runs.open_run import open_run
from tests.factories.agreements import propose_and_approve, signatory
from tests.factories.amendments import amendment
from tests.factories.usage import received_report
from tests.usage.periods.no_usage import declare_none
from usage.periods.open_period import open_period


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def behind(self, version: Version, act):
        """The act begins before the acceptance is over, and ends after it."""
        with ThreadPoolExecutor(1) as pool:
            with transaction.atomic():
                accept_version(version=version, by=signatory(version.partner))
                later = pool.submit(outcome, act)
                assert waits_for_lock()
            return later.result()

    @pytest.fixture
    def quarterly(self, monthly) -> Version:
        return propose_and_approve(amendment(monthly, "2026-07-01", period_length="quarter"))

    @pytest.fixture
    def of_licensor(self, monthly) -> Version:
        return propose_and_approve(amendment(monthly, "2026-07-01", reporter="licensor"))

    def test_a_declaration(self, monthly, quarterly, uma):
        period = open_period(agreement=monthly, label="2026-07")
        found = self.behind(quarterly, lambda: declare_none(period, uma))
        assert isinstance(found, Refused)
        assert "Write them like 2026-Q4" in found.sentence

    def test_an_upload(self, monthly, quarterly, uma):
        open_period(agreement=monthly, label="2026-07")
        found = self.behind(quarterly, lambda: received_report(monthly, "2026-07", by=uma))
        assert isinstance(found, Refused)
        assert not monthly.reports.exists()

    def test_a_period_opened(self, monthly, quarterly):
        found = self.behind(quarterly, lambda: open_period(agreement=monthly, label="2026-07"))
        assert isinstance(found, Refused)
        assert not monthly.periods.exists()

    def test_a_run(self, from_june, fiona):
        version = propose_and_approve(amendment(from_june, "2026-07-01", period_length="quarter"))
        open_period(agreement=from_june, label="2026-07")
        found = self.behind(version, lambda: open_run(label="2026-07", by=fiona))
        assert isinstance(found, Refused)
        assert not SettlementRun.objects.exists()

    def test_the_other_sides_declaration(self, monthly, of_licensor, uma):
        period = open_period(agreement=monthly, label="2026-07")
        found = self.behind(of_licensor, lambda: declare_none(period, uma))
        assert isinstance(found, PermissionDenied)
        assert "the licensor reports the usage of periods beginning from Jul 1, 2026 on" in str(found)

    def test_a_declaration_before_it_stands(self, monthly, quarterly, uma):
        period = open_period(agreement=monthly, label="2026-07")
        with ThreadPoolExecutor(1) as pool:
            with transaction.atomic():
                declare_none(period, uma)
                signs = signatory(monthly.partner)
                later = pool.submit(outcome, lambda: accept_version(version=quarterly, by=signs))
                assert waits_for_lock()
            assert isinstance(later.result(), ValidationError)
        assert period.declarations.exists()


def outcome(act):
    try:
        return act()
    except Exception as error:
        return error
    finally:
        connection.close()


def waits_for_lock() -> bool:
    """Whether somebody else comes to wait for a lock of this database, within some seconds."""
    waiting = "FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(f"SELECT count(*) {waiting}")
            if cursor.fetchone()[0]:
                return True
        sleep(0.1)
    return False
