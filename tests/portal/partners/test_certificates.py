"""People are told in time that a tax certificate ends."""

from datetime import date, timedelta

import pytest

from portal.partners.certificate_notice import certificate_notice
from portal.partners.models import TaxProfile


@pytest.mark.parametrize("left, kind", [(61, None), (60, "warn"), (0, "warn"), (-1, "bad")])
def test_people_are_warned_before_it_ends(left, kind):
    today = date(2026, 11, 1)
    notice = certificate_notice(TaxProfile(certificate_expires_date=today + timedelta(days=left)), today)
    assert (notice and notice.kind) == kind
