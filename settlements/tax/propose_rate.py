"""Enter at which rate tax is withheld from a partner; a second person confirms it."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import Partner, User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.partners.countries import is_country
from portal.partners.models import TaxProfile
from portal.refused import Refused
from settlements.engine.exact import plain
from settlements.tax.models import WithholdingRate

ROLES = (StaffRole.FINANCE,)


@transaction.atomic
def propose_rate(
    *,
    partner: Partner,
    from_date: date,
    country: str,
    default_rate: Decimal,
    source: str,
    by: User,
    treaty_rate: Decimal | None = None,
    treaty_until_date: date | None = None,
) -> WithholdingRate:
    """Rates are shares between 0 and 1. A treaty's rate comes with the certificate's last day.

    The certificate that the partner handed in is tied to it where its last day is the same. Staff of the
    finance role. Raises Refused: `waits_already`, `bad_rate`, `bad_country`, `no_certificate`, `no_source`.
    """
    require_staff(by, *ROLES)
    Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
    if WithholdingRate.objects.filter(partner=partner, state=WithholdingRate.State.PROPOSED).exists():
        raise Refused("waits_already", _("A rate waits to be confirmed already. Decide that one first."))
    for rate in (default_rate, treaty_rate):
        if rate is not None and not (rate.is_finite() and 0 <= rate <= 1):
            raise Refused("bad_rate", _("A rate lies between 0 % and 100 %."))
    if not is_country(country):
        raise Refused("bad_country", _("Choose a country from the list."))
    if (treaty_rate is None) != (treaty_until_date is None):
        sentence = _("A treaty's rate holds as long as a certificate does: give both, or neither.")
        raise Refused("no_certificate", sentence)
    if not source.strip():
        raise Refused("no_source", _("Say where the rate comes from: the law, the article of the treaty."))
    row = WithholdingRate.objects.create(
        partner=partner,
        from_date=from_date,
        country=country,
        default_rate=default_rate,
        treaty_rate=treaty_rate,
        treaty_until_date=treaty_until_date,
        certificate=_certificate(partner, treaty_until_date),
        source=" ".join(source.split()),
        proposed_by=by,
    )
    record_event(
        event="withholding_rate.proposed", subject=partner.code, actor=by, partner=partner, details=told(row)
    )
    return row


def _certificate(partner: Partner, until: date | None):
    profile = TaxProfile.objects.filter(partner=partner, certificate_expires_date=until).first()
    return profile.certificate if profile and until else None


def told(row: WithholdingRate) -> dict[str, str]:
    """For the audit trail."""
    facts = {
        "from_date": row.from_date.isoformat(),
        "country": row.country,
        "default_rate": plain(row.default_rate),
        "source": row.source,
    }
    if row.treaty_rate is not None and row.treaty_until_date is not None:
        facts |= {"treaty_rate": plain(row.treaty_rate), "treaty_until": row.treaty_until_date.isoformat()}
    return facts
