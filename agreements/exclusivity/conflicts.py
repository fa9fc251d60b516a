"""What stands in the way of a right or a deployment, and how it is told to whom.

Who else holds a scope is nobody's business but the licensor's: the plain message of what is refused says
“not available” and no more, and staff pages ask for the rest with `told_to_staff`.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements.exclusivity.in_force import (
    Holding,
    claim_of_grant,
    deployments_meeting,
    grants_meeting,
)
from agreements.exclusivity.lock_rights import lock_rights
from agreements.models import Agreement, ExclusivityGrant, Version
from portal.web import formats


class NotAvailable(ValidationError):
    """`messages` may be shown to either side; `for_staff` names agreements, partners and days."""

    def __init__(self, messages: list[str], for_staff: list[str]) -> None:
        super().__init__([ValidationError(each, "not_available") for each in messages])
        self.for_staff = for_staff


def refuse_conflicts(agreement: Agreement, version: Version, in_force: Iterable[Version]) -> None:
    """Raise NotAvailable where a right of `version` meets another partner's right or live deployment.

    `version` has its dates as they will stand. The agreement's row is locked by the caller; from here on
    until the transaction ends no other right or deployment comes into force.
    """
    lock_rights()
    version.agreement = agreement
    found = conflicts_of(version)
    if found:
        messages = [
            _("Exclusive right %(code)s is not available in this scope on these days.") % {"code": grant.code}
            for grant in dict.fromkeys(grant for grant, _holding in found)
        ]
        raise NotAvailable(messages, [sentence_for_staff(grant, holding) for grant, holding in found])


def conflicts_of(version: Version) -> list[tuple[ExclusivityGrant, Holding]]:
    """Each right of the version with what of other partners it meets, as things stand now."""
    found = []
    for grant in version.grants.all():
        claim = claim_of_grant(grant, version)
        if claim is None or grant.holder != Agreement.Party.PARTNER:
            continue
        partner = version.agreement.partner
        found += [(grant, each) for each in grants_meeting(claim, partner=partner)]
        found += [(grant, each) for each in deployments_meeting(claim, partner=partner)]
    return found


def told_to_staff(error: ValidationError) -> list[str]:
    """What a staff page says of a refusal."""
    return error.for_staff if isinstance(error, NotAvailable) else error.messages


def sentence_for_staff(grant: ExclusivityGrant, holding: Holding) -> str:
    names = {"code": grant.code, **_names(holding)}
    if isinstance(holding.row, ExclusivityGrant):
        return _(
            "Exclusive right %(code)s overlaps right %(other)s of %(partner)s in %(number)s (%(days)s). "
            "Change its scope or days, or end theirs first."
        ) % names
    return _(
        "Exclusive right %(code)s overlaps deployment %(other)s of %(partner)s in %(number)s (%(days)s). "
        "Change its scope or days, or end theirs first."
    ) % names


def taken_for_staff(holding: Holding) -> str:
    """Why a deployment is refused, for staff."""
    return _(
        "It lies inside exclusive right %(other)s of %(partner)s in %(number)s (%(days)s)."
    ) % _names(holding)


def _names(holding: Holding) -> dict[str, str]:
    return {
        "other": holding.code,
        "partner": holding.agreement.partner.name,
        "number": holding.agreement.number,
        "days": formats.days(holding.days.start, holding.days.end),
    }
