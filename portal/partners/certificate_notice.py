"""What there is to say about a tax certificate that ends."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from portal.accounts.deputies import licensor_today
from portal.partners.models import TaxProfile
from portal.web import formats

WARN_DAYS = 60


@dataclass(frozen=True, slots=True)
class CertificateNotice:
    """`kind` is that of a notice."""

    kind: str
    text: str


def certificate_notice(profile: TaxProfile, today: date | None = None) -> CertificateNotice | None:
    """From 60 days before the last day on, and after it."""
    expires = profile.certificate_expires_date
    if expires is None:
        return None
    day, left = formats.day(expires), (expires - (today or licensor_today())).days
    if left < 0:
        sentence = _("The tax certificate was valid until %(day)s. Hand in a new one.")
        return CertificateNotice("bad", sentence % {"day": day})
    if left <= WARN_DAYS:
        sentence = _("The tax certificate is valid until %(day)s only. Ask for a new one in time.")
        return CertificateNotice("warn", sentence % {"day": day})
    return None
