"""What is known of an organisation."""

import io
from datetime import timedelta

from portal.accounts.deputies import licensor_today
from portal.accounts.models import Partner, User
from portal.partners.add_contact import add_contact
from portal.partners.edit_tax_profile import edit_tax_profile
from portal.partners.models import Contact, TaxProfile

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
CERTIFICATE = "residence.pdf"


def certificate(name: str = CERTIFICATE, content: bytes = PDF) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def make_tax_profile(partner: Partner, by: User, *, days: int = 365, **fields) -> TaxProfile:
    """German, with a certificate that is valid for so many days more."""
    given = {"residency": "DE", "tax_id": "", "vat_id": "DE136695976", **fields}
    return edit_tax_profile(
        by=by,
        partner=partner,
        certificate=certificate(),
        certificate_expires_date=licensor_today() + timedelta(days=days),
        **given,
    )


def make_contact(partner: Partner, by: User, side: str = "partner", **fields) -> Contact:
    given = {"topic": "finance", "name": "Cora Contact", "email": "cora@hosta.example", **fields}
    return add_contact(by=by, partner=partner, side=side, **given)


def organisation_samples(partner: Partner, by: User) -> dict[str, object]:
    """URL argument → value, of the partner; `by` is of operations."""
    make_tax_profile(partner, by)
    return {"partner": partner.code, "contact": make_contact(partner, by).pk}
