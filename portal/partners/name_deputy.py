"""Somebody acts in a role of somebody else's, for some days."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.deputies import licensor_today
from portal.accounts.models import Deputy, Membership, Partner, User
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.partners.people_rules import begin_change, lock_team, roles_of_kind
from portal.refused import Refused


@transaction.atomic
def name_deputy(
    *,
    by: User,
    principal: User,
    deputy: User,
    role: str,
    partner: Partner | None,
    from_date: date,
    to_date: date,
) -> Deputy:
    """By the principal oneself, or by who decides about the team; days as half-open range, at the licensor's.

    Raises Refused: `no_role`, `not_held`, `not_there`, `oneself`, `holds_it`, `bad_dates`, `overlap`;
    PermissionDenied where one names oneself the deputy of another.
    """
    if by.pk == principal.pk and _roles(by, partner):
        lock_team(partner)
    else:
        begin_change(by, partner)
    _check_people(by, principal, deputy, role, partner)
    _check_days(principal, role, partner, from_date, to_date)
    row = Deputy.objects.create(
        partner=partner,
        role=role,
        principal=principal,
        deputy=deputy,
        from_date=from_date,
        to_date=to_date,
        named_by=by,
    )
    _tell(row)
    days = {"from_date": from_date.isoformat(), "to_date": to_date.isoformat()}
    record_event(
        event="deputy.named",
        subject=deputy.email[:80],
        actor=by,
        partner=partner,
        details={"deputy": row.pk, "role": role, "principal": principal.email, **days},
    )
    return row


def _roles(person: User, partner: Partner | None) -> list[str]:
    """Roles the person holds oneself, here and now."""
    if not person.is_active:
        return []
    if partner is None:
        return person.staff_roles
    here = Membership.objects.filter(
        user=person, partner=partner, suspended_at=None, partner__suspended_at=None
    )
    return next(iter(here.values_list("roles", flat=True)), [])


def _check_people(by: User, principal: User, deputy: User, role: str, partner: Partner | None) -> None:
    if role not in roles_of_kind(partner).values:
        raise Refused("no_role", _("Choose one of the roles offered."))
    label = roles_of_kind(partner)(role).label
    if role not in _roles(principal, partner):
        sentence = _("%(name)s does not hold the role “%(role)s” and needs no deputy for it.")
        raise Refused("not_held", sentence % {"name": principal, "role": label})
    if principal.pk == deputy.pk:
        raise Refused("oneself", _("A deputy is somebody else. Choose another person."))
    if by.pk == deputy.pk:
        raise PermissionDenied(_("Nobody makes oneself a deputy. Ask the person whose role it is."))
    held = _roles(deputy, partner)
    if not held:
        sentence = _("%(name)s is not an active member of this team. Choose somebody who is.")
        raise Refused("not_there", sentence % {"name": deputy})
    if role in held:
        sentence = _("%(name)s holds the role “%(role)s” already and needs not be a deputy for it.")
        raise Refused("holds_it", sentence % {"name": deputy, "role": label})


def _check_days(principal: User, role: str, partner: Partner | None, start: date, end: date) -> None:
    if start >= end:
        raise Refused("bad_dates", _("The last day lies before the first. Check the dates."))
    if start < licensor_today():
        raise Refused("bad_dates", _("The first day is over. Begin today or later."))
    same = Deputy.objects.filter(principal=principal, role=role, partner=partner, ended_at=None)
    if same.filter(from_date__lt=end, to_date__gt=start).exists():
        sentence = _("%(name)s has a deputy for this role in these days already. End that one first.")
        raise Refused("overlap", sentence % {"name": principal})


def _tell(row: Deputy) -> None:
    context = {
        "organisation": row.partner.name if row.partner else "",
        "role": roles_of_kind(row.partner)(row.role).label,
        "principal": row.principal.name,
        "deputy": row.deputy.name,
        "from_date": row.from_date,
        "to_date": row.to_date,
        "by": row.named_by.name,
    }
    people = {each.pk: each for each in (row.deputy, row.principal) if each.pk != row.named_by_id}
    link = reverse("team" if row.partner else "staff_team")
    notify(people=people.values(), kind="deputy_named", context=context, link=link, partner=row.partner)
