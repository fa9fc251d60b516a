"""What the hosts told of themselves: how they are taxed, whom to turn to on both sides."""

import io
from datetime import timedelta

from portal.accounts.deputies import licensor_today
from portal.accounts.models import Partner
from portal.demo.host import Host
from portal.demo.hosts import HOSTS
from portal.demo.people import member, staff
from portal.partners.add_contact import add_contact
from portal.partners.edit_tax_profile import edit_tax_profile
from portal.partners.models import Contact, TaxProfile

EXPIRING = "thamesgrid"  # its certificate ends soon, so that the warning is seen
PAPER = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TOPICS = Contact.Topic


def make_organisations() -> None:
    """Tax profile and contacts of each host, where they are missing."""
    for host in HOSTS:
        partner = Partner.objects.get(code=host.code)
        if not TaxProfile.objects.filter(partner=partner).exists():
            _taxes(host, partner)
        if not Contact.objects.filter(partner=partner).exists():
            _contacts(host, partner)


def _taxes(host: Host, partner: Partner) -> None:
    certificate = io.BytesIO(PAPER)
    certificate.name = f"residence-{host.code}.pdf"
    days = 40 if host.code == EXPIRING else 300
    edit_tax_profile(
        by=member(host.code, "finance"),
        partner=partner,
        residency=host.country,
        tax_id=host.tax_id,
        vat_id=host.vat_id,
        certificate=certificate,
        certificate_expires_date=licensor_today() + timedelta(days=days),
    )


def _contacts(host: Host, partner: Partner) -> None:
    for topic, name in (
        (TOPICS.FINANCE, "finance"),
        (TOPICS.OPERATIONS, "uploads"),
        (TOPICS.PRIVACY, "admin"),
    ):
        person = member(host.code, name)
        _add("admin", host, partner, Contact.Side.PARTNER, topic, person)
    for topic, name in ((TOPICS.FINANCE, "finance"), (TOPICS.DISPUTES, "disputes")):
        _add("operations", host, partner, Contact.Side.LICENSOR, topic, staff(name))


def _add(by, host: Host, partner: Partner, side: str, topic: str, person) -> None:
    author = member(host.code, by) if side == Contact.Side.PARTNER else staff(by)
    add_contact(by=author, partner=partner, side=side, topic=topic, name=person.name, email=person.email)
