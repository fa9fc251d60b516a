"""Begin with a partner: its name and address; people are invited, agreements drafted afterwards."""

from django.db import IntegrityError, transaction

from portal.accounts.access import require_staff
from portal.accounts.models import Partner, User
from portal.accounts.roles import StaffRole
from portal.audit.changes import changes
from portal.audit.record_event import record_event
from portal.partners.check_registration import checked_registration, code_taken


@transaction.atomic
def register_partner(
    *,
    by: User,
    code: str,
    name: str,
    legal_name: str,
    town: str,
    country: str,
    language: str,
    street: str = "",
    postal_code: str = "",
    region: str = "",
) -> Partner:
    """`code` names the partner in addresses and exports for good. Staff of operations only.

    Raises Refused: `bad_code`, `code_taken`, `name_taken`, and what `checked_address` refuses.
    """
    require_staff(by, StaffRole.OPERATIONS)
    given = checked_registration(
        code=code,
        name=name,
        legal_name=legal_name,
        street=street,
        postal_code=postal_code,
        town=town,
        region=region,
        country=country,
        language=language,
    )
    try:
        with transaction.atomic():
            row = Partner.objects.create(code=code, **given)
    except IntegrityError:
        raise code_taken(code) from None
    record_event(
        event="partner.registered",
        subject=row.code,
        actor=by,
        partner=row,
        details={"changed": changes(Partner(language=""), given)},
    )
    return row
