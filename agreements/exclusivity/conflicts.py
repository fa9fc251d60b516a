"""What stands in the way of an exclusive right, and how it is told to whom.

Who else holds a scope is nobody's business but the licensor's: staff are told which agreement, a partner only
that it is not available.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements.exclusivity.claim import Claim
from agreements.exclusivity.in_force import (
    IN_FORCE,
    PROMISED,
    Holding,
    claim_of_grant,
    deployments_meeting,
    grants_meeting,
)
from agreements.exclusivity.lock_rights import lock_rights
from agreements.models import Agreement, ExclusivityGrant, Version
from portal.web import formats

Conflict = tuple[ExclusivityGrant, Holding]


def refuse_conflicts(agreement: Agreement, version: Version, in_force: list[Version]) -> None:
    """Raise ValidationError (`not_available`) where a right meets another agreement's right or deployment.

    Asked before a version comes into force: it has its days as they will stand, and the agreement's row is
    locked. Staff approve proposed terms; approved ones are accepted by the partner.
    """
    if not version.grants.filter(holder=Agreement.Party.PARTNER).exists():
        return
    lock_rights()
    version.agreement = agreement
    approving = version.state == Version.State.PROPOSED
    found = conflicts_of(version, PROMISED if approving else IN_FORCE)
    if found:
        raise refusal(found, for_staff=approving)


def conflicts_of(version: Version, states: tuple[str, ...] = PROMISED) -> list[Conflict]:
    """Each right of the version with what it meets of other agreements, as things stand now."""
    claims = [(grant, claim_of_grant(grant, version)) for grant in version.grants.all()]
    return conflicts_among(version.agreement, claims, states)


def conflicts_among(
    agreement: Agreement,
    claims: Iterable[tuple[ExclusivityGrant, Claim | None]],
    states: tuple[str, ...] = PROMISED,
) -> list[Conflict]:
    found = []
    for grant, claim in claims:
        if claim is None or grant.holder != Agreement.Party.PARTNER:
            continue
        found += [(grant, each) for each in grants_meeting(claim, agreement=agreement, states=states)]
        found += [(grant, each) for each in deployments_meeting(claim, agreement=agreement)]
    return found


def refusal(found: list[Conflict], *, for_staff: bool) -> ValidationError:
    if for_staff:
        said = [sentence_for_staff(grant, holding) for grant, holding in found]
    else:
        said = [
            _("Exclusive right %(code)s is not available in this scope on these days.") % {"code": grant.code}
            for grant in dict.fromkeys(grant for grant, _holding in found)
        ]
    return ValidationError([ValidationError(sentence, "not_available") for sentence in said])


def sentence_for_staff(grant: ExclusivityGrant, holding: Holding) -> str:
    names = {"code": grant.code, **names_of(holding)}
    if isinstance(holding.row, ExclusivityGrant):
        return (
            _(
                "Exclusive right %(code)s overlaps right %(other)s of %(partner)s in %(number)s (%(days)s). "
                "Change its scope or days, or end theirs first."
            )
            % names
        )
    return (
        _(
            "Exclusive right %(code)s overlaps deployment %(other)s of %(partner)s in %(number)s (%(days)s). "
            "Change its scope or days, or end theirs first."
        )
        % names
    )


def names_of(holding: Holding) -> dict[str, str]:
    return {
        "other": holding.code,
        "partner": holding.agreement.partner.name,
        "number": holding.agreement.number,
        "days": formats.days(holding.days.start, holding.days.end),
    }
