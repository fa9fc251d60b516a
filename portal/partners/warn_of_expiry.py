"""Tell an organisation's people, once, that its tax certificate ends soon."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.urls import reverse

from portal.accounts.access import people_with_role
from portal.accounts.deputies import licensor_today
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.partners.models import TaxProfile
from portal.partners.organisation_access import PARTNER_EDITORS

DAYS = 30


def warn_of_expiry() -> int:
    """Each certificate that ends within 30 days and was not spoken of yet; how many. Safe to run twice."""
    soon = licensor_today() + timedelta(days=DAYS)
    ending = TaxProfile.objects.filter(certificate_expires_date__lte=soon, partner__suspended_at=None)
    return sum(_warn(pk) for pk in ending.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _warn(pk: int) -> bool:
    rows = TaxProfile.objects.select_for_update(of=("self",), skip_locked=True).select_related("partner")
    row = rows.exclude(warned_of_date=F("certificate_expires_date")).filter(pk=pk).first()
    if row is None or row.certificate_expires_date is None:
        return False
    partner = row.partner
    told = notify(
        people=people_with_role(partner, *PARTNER_EDITORS),
        kind="certificate_expires",
        context={"organisation": partner.name, "expires": row.certificate_expires_date},
        link=reverse("organisation"),
        partner=partner,
    )
    row.warned_of_date = row.certificate_expires_date
    row.save(update_fields=["warned_of_date"])
    record_event(
        event="certificate.expiry_warned",
        subject=partner.code,
        partner=partner,
        details={"expires": row.certificate_expires_date.isoformat(), "told": told},
    )
    return True
