"""Name who answers for an obligation from now on."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.lock_draft import lock_agreement
from agreements.models import Agreement, Obligation, ObligationOwner
from agreements.obligations.owners import owner_of, owners_of, people_of_party, require_namer
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.refused import Refused


@transaction.atomic
def name_owner(*, obligation: Obligation, owner: User, by: User) -> ObligationOwner:
    """A person of the party it binds, named by the partner's administrator, or for ours by contracts.

    The person is told. Outsiders: Http404; without the role: PermissionDenied. Raises Refused:
    `not_of_party`, `same_owner`.
    """
    require_namer(obligation, by)
    agreement = lock_agreement(obligation.version.agreement)
    if owner not in people_of_party(obligation.partner, obligation.party):
        raise Refused("not_of_party", _("Choose an active person of the party that the obligation binds."))
    before = owner_of(obligation, owners_of(agreement))
    if before == owner:
        raise Refused("same_owner", _("%(name)s answers for it already.") % {"name": owner.name})
    row = ObligationOwner.objects.create(
        agreement=agreement, partner=obligation.partner, code=obligation.code, owner=owner, named_by=by
    )
    ours = obligation.party == Agreement.Party.LICENSOR
    notify(
        people=[owner],
        kind="obligation_owner_named",
        context={"title": obligation.title, "agreement": agreement.number, "writer": by.name},
        link=reverse("staff_obligations" if ours else "obligations", args=[agreement.number]),
        partner=obligation.partner,
    )
    record_event(
        event="obligation_owner.named",
        subject=agreement.number,
        actor=by,
        partner=obligation.partner,
        details={
            "obligation": obligation.code,
            "owner": owner.pk,
            "before": before.pk if before else None,
        },
    )
    return row
