"""The doors to deployments: of an agreement somebody opened, and those that wait for a side."""

from django.db.models import Prefetch, Q, QuerySet

from agreements.access import agreements_of, staff_agreements
from agreements.models import Agreement, Classification, Deployment
from portal.accounts.models import Partner, User

Party = Agreement.Party


def deployments_of(agreement: Agreement) -> QuerySet[Deployment]:
    """Running ones first, by code; what they are and were with them."""
    rows = Classification.objects.select_related("application", "model", "market").order_by("from_date", "pk")
    found = Deployment.objects.filter(agreement=agreement).select_related("agreement__partner", "partner")
    return found.prefetch_related(Prefetch("classifications", rows)).order_by("code", "pk")


def waiting_for_licensor(user: User) -> QuerySet[Deployment]:
    """What partners propose or contest, for staff. Raises Http404 for others."""
    return _waiting(staff_agreements(user), Party.PARTNER)


def waiting_for_partner(user: User, partner: Partner) -> QuerySet[Deployment]:
    """What the licensor proposes or contests; none for outsiders."""
    return _waiting(agreements_of(user, partner), Party.LICENSOR)


def _waiting(agreements: QuerySet[Agreement], by_side: str) -> QuerySet[Deployment]:
    proposed = Classification.objects.filter(state=Classification.State.PROPOSED, side=by_side)
    rows = Deployment.objects.filter(agreement__in=agreements)
    rows = rows.filter(Q(pk__in=proposed.values("deployment")) | Q(contested_by=by_side))
    return rows.select_related("agreement__partner", "partner").order_by("pk")
