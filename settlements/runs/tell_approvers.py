"""Approval asked for, and given back: who is told on the licensor's side."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from portal.accounts.access import staff_with_role
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.notices.notify import notify


def tell_approvers(*, kind: str, page: str, number: object, by: User, **context: Any) -> None:
    """Everybody who may approve, but who asks. `page`: its URL name, `number`: the argument."""
    people = [each for each in staff_with_role(StaffRole.APPROVER) if each.pk != by.pk]
    notify(people=people, kind=kind, context={**context, "asker": by.name}, link=reverse(page, args=[number]))


def tell_askers(
    *, kind: str, page: str, number: object, by: User, askers: Iterable[User | None], **context: Any
) -> None:
    """Who opened it or asked, but who gives it back."""
    people = [each for each in askers if each is not None and each.pk != by.pk]
    notify(people=people, kind=kind, context={**context, "by": by.name}, link=reverse(page, args=[number]))
