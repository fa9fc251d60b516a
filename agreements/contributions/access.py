"""The doors to contributions. A draft, and what was withdrawn as one, is seen by its own side alone."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from agreements.access import SCOPE, require_rates, staff_agreements
from agreements.contributions.lifecycle import LIVE
from agreements.models import Agreement, Contribution, ContributionFile
from portal.accounts.access import partner_ids
from portal.accounts.models import Partner, User

PARTY = Agreement.Party
WITH = ("agreement", "partner", *SCOPE, "drafted_by", "approved_by")


def contributions_to(agreement: Agreement, *, staff: bool) -> QuerySet[Contribution]:
    """Of an agreement whose door the reader came through, newest first."""
    return _seen_by(staff).filter(agreement=agreement).order_by("-pk")


def contribution_to(agreement: Agreement, code: str, *, staff: bool) -> Contribution:
    """One of them. None, or a draft of the other side: Http404."""
    return get_object_or_404(contributions_to(agreement, staff=staff), code=code)


def staff_contributions(user: User) -> QuerySet[Contribution]:
    """Of every partner. Outsiders: Http404; staff who may not see rates: PermissionDenied."""
    agreements = staff_agreements(user)
    require_rates(user)
    return _seen_by(staff=True).filter(agreement__in=agreements)


def waiting_for_licensor(user: User) -> QuerySet[Contribution]:
    """What the partners offer or propose, and the licensor has not answered, oldest first."""
    return staff_contributions(user).filter(_asked_by(PARTY.PARTNER)).order_by("pk")


def waiting_for_partner(user: User, partner: Partner) -> QuerySet[Contribution]:
    """What the licensor offers or proposes to the partner; none for outsiders."""
    own = _seen_by(staff=False).filter(partner=partner, partner_id__in=partner_ids(user))
    return own.filter(_asked_by(PARTY.LICENSOR)).order_by("pk")


def evidence_of(contribution: Contribution, evidence_id: int) -> ContributionFile:
    """A file of this very contribution. None there: Http404."""
    return get_object_or_404(contribution.evidence.select_related("file"), pk=evidence_id)


def _asked_by(party: str) -> Q:
    return Q(state__in=LIVE, offered_by=party) | Q(state=Contribution.State.ACCEPTED, ending_party=party)


def _seen_by(staff: bool) -> QuerySet[Contribution]:
    own = PARTY.LICENSOR if staff else PARTY.PARTNER
    rows = Contribution.objects.filter(
        Q(filed_at__isnull=False) | Q(party=own) | Q(approved_at__isnull=False)
    )
    return rows.select_related(*WITH)
