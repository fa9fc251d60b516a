"""What a partner is registered with, as it is kept."""

import re

from django.utils.translation import gettext as _

from portal.accounts.models import Partner
from portal.partners.checked_address import checked_address
from portal.partners.unique_name import require_unique_name
from portal.refused import Refused
from portal.web.plain_text import plain_text

CODE = re.compile(r"[a-z][a-z0-9-]{1,39}")
# Words of addresses and of the audit trail.
TAKEN = {"new", "house"}


def checked_registration(*, code: str, name: str, **address: str) -> dict[str, str]:
    """The columns but the code. Raises Refused: `bad_code`, `code_taken`, `name_taken`, and what
    `checked_address` refuses."""
    if not CODE.fullmatch(code) or code in TAKEN:
        sentence = _("Write a code of 2 to 40 small letters, digits and hyphens that begins with a letter.")
        raise Refused("bad_code", sentence)
    given = checked_address(**address) | plain_text(name=name)
    require_unique_name(given["name"])
    if Partner.objects.filter(code=code).exists():
        raise code_taken(code)
    return given


def code_taken(code: str) -> Refused:
    sentence = _("Another partner has the code “%(code)s”. Choose another one.")
    return Refused("code_taken", sentence % {"code": code})
