"""People are told in time that a tax certificate ends."""

from datetime import date, timedelta

import pytest

from portal.audit.models import AuditEvent
from portal.notices.models import Mail
from portal.partners.certificate_notice import certificate_notice
from portal.partners.models import TaxProfile
from portal.partners.suspend_partner import suspend_partner
from portal.partners.warn_of_expiry import warn_of_expiry
from tests.factories.organisations import make_tax_profile


@pytest.mark.parametrize("left, kind", [(61, None), (60, "warn"), (0, "warn"), (-1, "bad")])
def test_people_are_warned_before_it_ends(left, kind):
    today = date(2026, 11, 1)
    notice = certificate_notice(TaxProfile(certificate_expires_date=today + timedelta(days=left)), today)
    assert (notice and notice.kind) == kind


@pytest.mark.django_db
class TestMail:
    def test_finance_and_administrators_are_told_once_for_each_day(self, hosta, finn, vera, oscar):
        make_tax_profile(hosta, finn, days=30)
        assert [warn_of_expiry(), warn_of_expiry()] == [1, 0]
        [mail] = Mail.objects.all()
        assert (mail.to, mail.partner) == ("finn@hosta.example", hosta)
        assert "Host A" in mail.subject
        event = AuditEvent.objects.get(event="certificate.expiry_warned")
        assert event.details["told"] == 1
        make_tax_profile(hosta, finn, days=20)
        assert warn_of_expiry() == 1

    def test_not_earlier_nor_where_nobody_can_look(self, hosta, rival, finn, ruth, oscar):
        make_tax_profile(hosta, finn, days=31)
        make_tax_profile(rival, ruth, days=5)
        suspend_partner(by=oscar, partner=rival, reason="x")
        assert warn_of_expiry() == 0
        assert not Mail.objects.exists()
