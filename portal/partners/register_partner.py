"""Begin with a partner: its name and address; people are invited, agreements drafted afterwards."""

import re

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import Partner, User
from portal.accounts.roles import StaffRole
from portal.audit.changes import changes
from portal.audit.record_event import record_event
from portal.partners.checked_address import checked_address
from portal.partners.unique_name import require_unique_name
from portal.refused import Refused
from portal.web.plain_text import plain_text

CODE = re.compile(r"[a-z][a-z0-9-]{1,39}")
# Words of addresses and of the audit trail.
TAKEN = {"new", "house"}


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
    if not CODE.fullmatch(code) or code in TAKEN:
        sentence = _("Write a code of 2 to 40 small letters, digits and hyphens that begins with a letter.")
        raise Refused("bad_code", sentence)
    given = checked_address(
        legal_name=legal_name,
        street=street,
        postal_code=postal_code,
        town=town,
        region=region,
        country=country,
        language=language,
    ) | plain_text(name=name)
    require_unique_name(given["name"])
    try:
        with transaction.atomic():
            row = Partner.objects.create(code=code, **given)
    except IntegrityError:
        sentence = _("Another partner has the code “%(code)s”. Choose another one.")
        raise Refused("code_taken", sentence % {"code": code}) from None
    record_event(
        event="partner.registered",
        subject=row.code,
        actor=by,
        partner=row,
        details={"changed": changes(Partner(language=""), given)},
    )
    return row
