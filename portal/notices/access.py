"""The doors: one's own notices, and the demo's mail, where nobody's is private."""

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from portal.accounts.access import current_membership, is_staff, memberships
from portal.notices.models import Mail, Notice

COUNTED = 100
"""Unread notices are counted up to here: nobody reads more off a bell."""


def own_notices(request) -> QuerySet[Notice]:
    """The reader's own: of staff all, of a partner's people those of the organisation chosen, and those that
    belong to none. None while one looks at a partner's pages as its people do.
    """
    user = request.user
    if not user.is_authenticated or user.viewing_as:
        return Notice.objects.none()
    rows = Notice.objects.filter(person=user)
    if is_staff(user):
        return rows
    return rows.filter(Q(partner=None) | Q(partner=_chosen(request)))


def own_notice(request, number: int) -> Notice:
    return get_object_or_404(own_notices(request), pk=number)


def unread_count(request) -> int:
    """Of one's own notices; at most COUNTED."""
    return own_notices(request).filter(read_at=None).order_by()[:COUNTED].count()


def unread_elsewhere(request) -> list[tuple[str, int]]:
    """Name and unread notices of the reader's other organisations that have some."""
    user = request.user
    if user.viewing_as or is_staff(user):
        return []
    others = [each.partner_id for each in memberships(user) if each.partner_id != _chosen(request)]
    if not others:
        return []
    rows = Notice.objects.filter(person=user, read_at=None, partner__in=others).order_by("partner__name")
    return list(rows.values_list("partner__name").annotate(unread=Count("pk")))


def demo_mails() -> QuerySet[Mail]:
    """Every mail. Raises Http404 where this is no demo."""
    if not settings.DEMO:
        raise Http404
    return Mail.objects.all()


def demo_mail(number: int) -> Mail:
    return get_object_or_404(demo_mails(), pk=number)


def _chosen(request) -> int | None:
    """The organisation chosen; none for who belongs to none."""
    try:
        return current_membership(request).partner_id
    except Http404:
        return None
