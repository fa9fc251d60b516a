"""What was typed on its way through the page that shows it once more: sealed, for one person and owner."""

import json
from dataclasses import asdict

from django.utils.translation import gettext as _

from portal.accounts.models import Partner, User
from portal.refused import Refused
from portal.sealed import InvalidToken, open_sealed, seal
from settlements.bank_accounts.check_account import Given

SECONDS = 30 * 60


def seal_form(*, given: Given, by: User, owner: Partner | None) -> str:
    return seal(json.dumps({"given": asdict(given), **_for(by, owner)}))


def open_form(*, sealed: str, by: User, owner: Partner | None) -> Given:
    """Raises Refused: `typed_too_long_ago`."""
    try:
        told = json.loads(open_sealed(sealed, seconds=SECONDS))
        given = told.pop("given")
    except (InvalidToken, ValueError, KeyError, AttributeError):
        told, given = {}, {}
    if told != _for(by, owner):
        raise Refused("typed_too_long_ago", _("Too much time went by. Type the account again, please."))
    return Given(**given)


def _for(by: User, owner: Partner | None) -> dict[str, int]:
    return {"by": by.pk, "owner": owner.pk if owner else 0}
