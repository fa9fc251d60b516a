"""Who asks for an erasure."""

import pytest

from portal.accounts.models import User
from portal.accounts.roles import PartnerRole
from tests.factories.accounts import make_member
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.usage.erasure.steps import ROWS, settle
from usage.models import Report


@scene
def adele(hosta) -> User:
    """The administrator of Host A."""
    return make_member("adele@hosta.example", "Adele Admin", hosta, PartnerRole.ADMIN)


@pytest.fixture
def settled(agreement, uma) -> Report:
    """October: two rows accepted, one rejected; settled. No scene: storage is not rolled back."""
    report = submitted_report(agreement, "2026-10", ROWS, by=uma, leave_out_rejected=True)
    settle(report.period)
    report.refresh_from_db()
    return report
