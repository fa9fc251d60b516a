"""Say where an organisation is taxed, under which numbers, and hand in the certificate."""

from datetime import date
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.deputies import licensor_today
from portal.accounts.models import Partner, User
from portal.audit.changes import changes
from portal.audit.record_event import record_event
from portal.files.purposes import FilePurpose
from portal.files.store_file import store_file
from portal.partners.countries import is_country
from portal.partners.models import TaxProfile
from portal.partners.organisation_access import require_editor
from portal.partners.tax_numbers import tax_id_of, vat_id_of
from portal.refused import Refused
from portal.web.plain_text import plain_text


@transaction.atomic
def edit_tax_profile(
    *,
    by: User,
    partner: Partner,
    residency: str,
    tax_id: str,
    vat_id: str,
    certificate: BinaryIO | None = None,
    certificate_expires_date: date | None = None,
    remove_certificate: bool = False,
) -> TaxProfile:
    """The partner's tax profile with these; a certificate comes with the day it is valid until.

    Without a new file, the certificate and its day stay. Raises Refused: `bad_country`, `bad_tax_id`,
    `bad_vat_id`, `no_certificate`, `no_expiry`, `expired`, and what `store_file` refuses.
    """
    require_editor(by, partner)
    Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
    row = TaxProfile.objects.filter(partner=partner).first() or TaxProfile(partner=partner)
    if not is_country(residency):
        raise Refused("bad_country", _("Choose a country from the list."))
    plain = plain_text(tax_id=tax_id, vat_id=vat_id)
    given = {
        "residency": residency,
        "tax_id": tax_id_of(plain["tax_id"], residency),
        "vat_id": vat_id_of(plain["vat_id"], residency),
        **_certificate(row, by, certificate, certificate_expires_date, remove_certificate),
    }
    changed = changes(row, given)
    if not changed:
        return row
    for field, value in given.items():
        setattr(row, field, value)
    row.save()
    record_event(
        event="tax_profile.edited",
        subject=partner.code,
        actor=by,
        partner=partner,
        details={"changed": changed},
    )
    return row


def _certificate(
    row: TaxProfile, by: User, content: BinaryIO | None, expires: date | None, remove: bool
) -> dict[str, object]:
    """The fields of the certificate that change."""
    if content is None:
        if remove:
            return {"certificate": None, "certificate_expires_date": None}
        # A date alone would prolong the certificate that is there: it belongs to another paper.
        if expires is not None and expires != row.certificate_expires_date:
            sentence = _("Choose the certificate's file too: a day belongs to the paper it stands on.")
            raise Refused("no_certificate", sentence)
        return {}
    if expires is None:
        raise Refused("no_expiry", _("Say until which day the certificate is valid."))
    if expires < licensor_today():
        raise Refused("expired", _("This certificate is not valid any more. Hand in one that is."))
    stored = store_file(
        content=content,
        name=getattr(content, "name", None) or "certificate",
        folder="certificates",
        partner=row.partner,
        stored_by=by,
        purpose=FilePurpose.CERTIFICATE,
    )
    return {"certificate": stored, "certificate_expires_date": expires}
