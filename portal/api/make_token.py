"""Make a token for programs."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import is_staff, may, needed_roles, partner_ids
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole
from portal.accounts.second_factor import has_second_factor, must_have_second_factor
from portal.api.access import tokens_of
from portal.api.models import ApiToken
from portal.api.scopes import Scope
from portal.api.secret import SHOWN, digest_of, new_secret
from portal.audit.record_event import record_event
from portal.refused import Refused

AT_MOST = 20
LONGEST_DAYS = 365


@transaction.atomic
def make_token(
    *, by: User, name: str, scopes: Iterable[str], days: int, partner: Partner | None = None
) -> tuple[ApiToken, str]:
    """The token and its secret, which is shown this once. With `partner` it is the organisation's.

    Whoever makes it answers for what it does: it can do no more than they can. Raises Http404,
    PermissionDenied like `tokens_of`; Refused: `no_scope`, `bad_days`, `too_many`, `second_factor_due`,
    `no_uploader`, `no_member`.
    """
    # One at a time, so that there are never more than AT_MOST.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    chosen = sorted(set(scopes) & set(Scope.values))
    _require_fitting(by, partner, chosen, days)
    if tokens_of(by, partner).count() >= AT_MOST:
        sentence = _("There are %(number)s tokens already. Revoke those that are not used any more.")
        raise Refused("too_many", sentence % {"number": AT_MOST})
    secret = new_secret()
    token = ApiToken.objects.create(
        user=by,
        partner=partner,
        name=name,
        scopes=chosen,
        hint=secret[:SHOWN],
        digest=digest_of(secret),
        expires_at=timezone.now() + timedelta(days=days),
    )
    record_event(
        event="token.made",
        subject=f"token {token.pk}",
        actor=by,
        partner=partner,
        details={"name": name, "scopes": chosen, "expires": token.expires_at.date().isoformat()},
    )
    return token, secret


def _require_fitting(by: User, partner: Partner | None, scopes: list[str], days: int) -> None:
    if must_have_second_factor(by) and not has_second_factor(by):
        raise Refused("second_factor_due", _("Set up your second factor first, then make the token."))
    if partner is None and not (is_staff(by) or partner_ids(by)):
        raise Refused("no_member", _("You belong to no organisation, so a token would open nothing."))
    if not scopes:
        raise Refused("no_scope", _("Choose at least one thing that the token may do."))
    if not 1 <= days <= LONGEST_DAYS:
        sentence = _("A token holds at least a day and at most %(days)s days.")
        raise Refused("bad_days", sentence % {"days": LONGEST_DAYS})
    reports = Scope.REPORTS_WRITE in scopes
    if partner and reports and not may(by, partner, PartnerRole.UPLOADER):
        sentence = _("The token would report in your name, and you may not. %(needed)s")
        raise Refused("no_uploader", sentence % {"needed": needed_roles([PartnerRole.UPLOADER])})
