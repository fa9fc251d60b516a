"""The staff's main navigation: only what the reader's roles open."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.access import is_staff
from portal.accounts.models import User
from portal.accounts.roles import BANK_READERS, READERS, StaffRole

# URL name, text, icon, roles (none: all of staff)
STAFF_PAGES = (
    ("staff_home", _("Queue"), "list-todo", ()),
    ("staff_partners", _("Partners"), "building-2", ()),
    ("staff_reports", _("Reports"), "file-up", ()),
    ("runs", _("Runs"), "play", READERS),
    ("staff_statements", _("Statements"), "scroll-text", READERS),
    ("staff_payouts", _("Payouts"), "banknote", READERS),
    ("staff_bank_accounts", _("Bank accounts"), "landmark", BANK_READERS),
    ("staff_balances", _("Balances"), "scale", READERS),
    ("staff_disputes", _("Disputes"), "message-circle-question-mark", READERS),
    ("staff_agreements", _("Agreements"), "handshake", ()),
    ("catalogue", _("Catalogue"), "library", ()),
    ("fx_rates", _("Exchange rates"), "arrow-left-right", ()),
    ("staff_team", _("Team"), "users", ()),
    ("audit_events", _("Audit"), "history", (StaffRole.AUDITOR, StaffRole.ADMINISTRATOR)),
)


def staff_navigation(user: User) -> list[tuple[str, str, str]]:
    """URL name, text and icon of each page the person may open."""
    return [(name, text, icon) for name, text, icon, roles in STAFF_PAGES if is_staff(user, *roles)]
