"""Which organisation a page is seen through, which frame it wears, and where it leads."""

from django.http import Http404
from django.utils.functional import SimpleLazyObject

from portal.accounts.access import current_membership, is_staff, memberships
from portal.accounts.navigation import staff_navigation


def people(request):
    """Lazy: a page that shows none of it asks the database for nothing."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"page_frame": "base.html"}
    if is_staff(user):
        return {
            "page_frame": "base_staff.html",
            "staff_navigation": SimpleLazyObject(lambda: staff_navigation(user)),
        }
    return {
        "page_frame": "base_partner.html",
        "organisation": SimpleLazyObject(lambda: _organisation(request)),
        "organisations": SimpleLazyObject(lambda: [each.partner for each in memberships(user)]),
    }


def _organisation(request):
    try:
        return current_membership(request).partner
    except Http404:
        return None
