"""Who can log in to the demo, and with what."""

import os
import time
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.utils.translation import gettext as _

from portal.accounts.models import Membership, User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.demo.codes import PERIOD, code_at, secret_of

PASSWORD = "meridian demo 2026"  # noqa: S105 printed with the log-ins; the demo runs on localhost only


@dataclass(frozen=True)
class LogIn:
    """`secret` and `code` are empty where there is no second factor, or one of their own."""

    name: str
    email: str
    roles: str
    secret: str
    code: str


def demo_password() -> str:
    return os.environ.get("DEMO_PASSWORD") or PASSWORD


def log_ins() -> list[tuple[str, list[LogIn]]]:
    """Name of the licensor's staff or of an organisation, and its people."""
    known = _known_secrets()
    staff = User.objects.filter(is_active=True).exclude(staff_roles=[]).order_by("pk")
    groups = {
        _("Staff of the licensor"): [_log_in(user, StaffRole, user.staff_roles, known) for user in staff]
    }
    rows = Membership.objects.filter(user__is_active=True, suspended_at=None).select_related(
        "user", "partner"
    )
    for row in rows.order_by("partner__name", "pk"):
        groups.setdefault(row.partner.name, []).append(_log_in(row.user, PartnerRole, row.roles, known))
    return [(name, people) for name, people in groups.items() if people]


def seconds_left() -> int:
    """Until all codes change."""
    return PERIOD - int(time.time()) % PERIOD


def _known_secrets() -> dict[int, str]:
    """User id → secret, of those whose second factor is the demo's own."""
    rows = Authenticator.objects.filter(type=Authenticator.Type.TOTP).select_related("user")
    pairs = {row.user_id: (decrypt(row.data["secret"]), secret_of(row.user.email)) for row in rows}
    return {user_id: held for user_id, (held, fixed) in pairs.items() if held == fixed}


def _log_in(user: User, kind: type, roles: list[str], known: dict[int, str]) -> LogIn:
    secret = known.get(user.pk, "")
    words = ", ".join(str(kind(role).label) for role in roles)
    code = code_at(secret, time.time()) if secret else ""
    return LogIn(user.name, user.email, words, secret, code)
