"""The doors: who may reach what. Outsiders get 404, members without the role 403.

Every other room's `access.py` starts from these. A `Reader` is the person of a request, together with
the organisations whose rows they may reach.
"""

from collections.abc import Callable, Iterable
from functools import wraps

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from portal.accounts.deputies import acting_ids, deputy_roles, stands_in_for
from portal.accounts.models import Licensor, Membership, Partner, User
from portal.accounts.people import people_with_role, staff_with_role
from portal.accounts.roles import PartnerRole, StaffRole

__all__ = [
    "acting_ids",
    "current_membership",
    "is_staff",
    "licensor",
    "may",
    "memberships",
    "needed_roles",
    "partner_ids",
    "partner_page",
    "people_with_role",
    "reauthenticated",
    "require_role",
    "require_staff",
    "roles_in",
    "staff_page",
    "staff_with_role",
    "stands_in_for",
]

PARTNER_IN_SESSION = "partner"


def licensor() -> Licensor:
    """The licensor of this installation. Raises Http404 before it was set up."""
    return get_object_or_404(Licensor)


def memberships(user: User) -> QuerySet[Membership]:
    """The person's memberships, neither they nor the organisation suspended, by partner name.

    None while one views as a partner: nobody is a member then, `partner_ids` and `roles_in` let read.
    """
    if not user.is_authenticated or user.viewing_as:
        return Membership.objects.none()
    rows = Membership.objects.filter(user=user, suspended_at=None, partner__suspended_at=None)
    if user.came_with is not None and user.came_with.partner_id:
        rows = rows.filter(partner_id=user.came_with.partner_id)
    return rows.select_related("partner").order_by("partner__name")


def partner_ids(user: User) -> set[int]:
    """Ids of the partners whose rows the person may reach as a member, or views."""
    if user.is_authenticated and user.viewing_as:
        return {user.viewing_as.pk}
    return set(memberships(user).values_list("partner_id", flat=True))


def current_membership(request) -> Membership:
    """The membership the partner pages are seen through: the chosen, else the first. Outsiders: 404."""
    if viewed := getattr(request.user, "viewing_as", None):
        return Membership(partner=viewed, user=request.user, roles=[PartnerRole.VIEWER])
    if not hasattr(request, "_membership"):
        own = list(memberships(request.user))
        chosen = request.session.get(PARTNER_IN_SESSION)
        request._membership = next(
            (each for each in own if each.partner_id == chosen), own[0] if own else None
        )
    if request._membership is None:
        raise Http404
    return request._membership


def roles_in(user: User, partner: Partner) -> set[str]:
    """The person's roles in the partner, those of a deputy included; empty for outsiders."""
    if user.is_authenticated and user.viewing_as:
        return {PartnerRole.VIEWER} if user.viewing_as == partner else set()
    own = memberships(user).filter(partner=partner).first()
    return set(own.roles) | deputy_roles(user, partner) if own else set()


def may(user: User, partner: Partner, *roles: PartnerRole) -> bool:
    """Whether the person holds one of the roles in the partner."""
    return bool(roles_in(user, partner) & set(roles))


def require_role(user: User, partner: Partner, *roles: PartnerRole) -> None:
    """Raises Http404 for outsiders, PermissionDenied for members who hold none of the roles."""
    held = roles_in(user, partner)
    if not held:
        raise Http404
    if not held & set(roles):
        raise PermissionDenied(needed_roles(roles))


def is_staff(user: User, *roles: StaffRole) -> bool:
    """Whether the person is of staff, and holds one of the roles (own or a deputy's) where any are named."""
    if not user.is_authenticated or not user.is_of_staff or user.viewing_as:
        return False
    wanted = set(roles)
    return not wanted or bool(wanted & set(user.staff_roles)) or bool(wanted & deputy_roles(user))


def require_staff(user: User, *roles: StaffRole) -> None:
    """Raises Http404 for those not of staff, PermissionDenied for staff who hold none of the roles."""
    if not is_staff(user):
        raise Http404
    if not is_staff(user, *roles):
        raise PermissionDenied(needed_roles(roles))


def needed_roles(roles: Iterable) -> str:
    """The sentence that says who may do it."""
    names = ", ".join(str(role.label) for role in roles)
    return _("This needs one of these roles: %(roles)s. Ask a colleague who holds it.") % {"roles": names}


def partner_page(view: Callable) -> Callable:
    """A page for members of a partner organisation; sets `request.partner` and `request.membership`."""

    @login_required
    @wraps(view)
    def page(request, *args, **kwargs):
        request.membership = current_membership(request)
        request.partner = request.membership.partner
        return view(request, *args, **kwargs)

    return page


def staff_page(*roles: StaffRole) -> Callable:
    """A page for staff; where roles are named, for those who hold one of them."""

    def wrap(view: Callable) -> Callable:
        @login_required
        @wraps(view)
        def page(request, *args, **kwargs):
            require_staff(request.user, *roles)
            return view(request, *args, **kwargs)

        return page

    return wrap


def reauthenticated(view: Callable) -> Callable:
    """For acts that are hard to take back, inside the page's door: a POST asks again who it is.

    Reading passes. One is not asked twice within ACCOUNT_REAUTHENTICATION_TIMEOUT; the POST goes on
    afterwards. One that carries a file leads back to its form instead: the file is not kept meanwhile.
    """
    sure = reauthentication_required(view)

    @wraps(view)
    def page(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            return sure(request, *args, **kwargs)
        except ReauthenticationRequired:
            if not request.FILES:
                raise
            messages.warning(request, _("Nothing was saved yet. Choose your file again afterwards."))
            query = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('account_reauthenticate')}?{query}")

    return page
