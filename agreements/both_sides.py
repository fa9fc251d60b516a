"""Addresses under one agreement: the partner's page, and its twin for staff."""

from collections.abc import Callable

from django.urls import path

from agreements import access
from agreements.audience import PARTNER, STAFF
from agreements.negotiation.who_edits import LICENSOR_EDITS
from portal.accounts.roles import StaffRole

READERS = (StaffRole.OPERATIONS, *access.RATE_READERS)
"""Staff who read what an agreement says beside money, and what became of it."""

ONE = "agreements/<agreement_number:number>/"


def both_read(route: str, view: Callable, *roles: StaffRole) -> list:
    """The page for the agreement's members, and for staff of the roles; the view's name is the URL's."""
    return [
        path(f"{root}{ONE}{route}", each.reads(view, *(roles or READERS)), name=each.name(view.__name__))
        for each, root in ((PARTNER, ""), (STAFF, "staff/"))
    ]


def both_act(route: str, view: Callable, *roles: StaffRole) -> list:
    """As `both_read`, for a page that asks (GET) and does (POST)."""
    return [
        path(f"{root}{ONE}{route}", each.acts(view, *(roles or READERS)), name=each.name(view.__name__))
        for each, root in ((PARTNER, ""), (STAFF, "staff/"))
    ]


def editor_act(route: str, view: Callable) -> list:
    """A page of the editor of a draft: for contracts, and for the partner's own drafts.

    Who may write in which draft, say the verbs and `require_editor`.
    """
    return both_act(route, view, *LICENSOR_EDITS)


def staff_act(route: str, view: Callable, *roles: StaffRole, name: str = ""):
    """The page for staff alone; its URL is called as the view, or `name`."""
    return path(f"staff/{ONE}{route}", STAFF.acts(view, *roles), name=name or view.__name__)


def partner_act(route: str, view: Callable):
    """The page for the agreement's members alone; its URL is called as the view."""
    return path(f"{ONE}{route}", PARTNER.acts(view), name=view.__name__)
