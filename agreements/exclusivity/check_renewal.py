"""Whether a later end of an agreement takes what another agreement got meanwhile."""

from datetime import date

from agreements.exclusivity.claim import claim_of
from agreements.exclusivity.conflicts import conflicts_among, refusal
from agreements.exclusivity.in_force import IN_FORCE, PROMISED
from agreements.exclusivity.lock_rights import lock_rights
from agreements.models import Agreement, Version


def check_renewal(agreement: Agreement, ends: date, *, for_staff: bool) -> None:
    """Rights of the last version in force go on until the new end. Raises ValidationError (`not_available`).

    The agreement's row is locked by the caller.
    """
    last = agreement.versions.filter(state=Version.State.IN_FORCE).order_by("from_date").last()
    if last is None or agreement.ends_date is None or ends <= agreement.ends_date:
        return
    grants = list(last.grants.filter(holder=Agreement.Party.PARTNER))
    if not grants:
        return
    lock_rights()
    added = (agreement.ends_date, ends)
    claims = [(grant, claim_of(grant, (grant.from_date, grant.to_date), added)) for grant in grants]
    if found := conflicts_among(agreement, claims, PROMISED if for_staff else IN_FORCE):
        raise refusal(found, for_staff=for_staff)
