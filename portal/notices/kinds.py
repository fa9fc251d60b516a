"""What people are told of, gathered in groups they understand and choose by.

Each template of `notify` (templates/notices/<kind>.txt) stands in one group; tests/house keeps it so.
"""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Group(TextChoices):
    REPORTS = "reports", _("Usage reports")
    STATEMENTS = "statements", _("Statements")
    PAYMENTS = "payments", _("Payouts and payments")
    DISPUTES = "disputes", _("Disputes and questions")
    AGREEMENTS = "agreements", _("Agreements and deployments")
    CONTRIBUTIONS = "contributions", _("Contributions and joint goals")
    INCIDENTS = "incidents", _("Obligations and incidents")
    APPROVALS = "approvals", _("Approvals")
    ORGANISATION = "organisation", _("Organisation and taxes")
    SECURITY = "security", _("Bank accounts and security")


class Way(TextChoices):
    """How a notice comes, besides standing in the portal."""

    AT_ONCE = "at_once", _("By e-mail at once")
    DIGEST = "digest", _("In the digest")
    PORTAL = "portal", _("Only in the portal")


class Rhythm(TextChoices):
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every Monday")


ALWAYS_AT_ONCE: dict[Group, Promise] = {
    Group.SECURITY: _(
        "Always by e-mail at once: a change of an account or of rights must not stay unseen, so it cannot be "
        "switched off."
    )
}
"""Groups that nobody can switch off → why."""

KINDS: dict[Group, tuple[str, ...]] = {
    Group.REPORTS: ("report_due", "report_late", "report_checked", "report_refused", "erasure_asked"),
    Group.STATEMENTS: ("statement_issued", "statement_restated", "correction_approved", "estimate_changed"),
    Group.PAYMENTS: (
        "payout_sent",
        "payout_paid",
        "payout_returned",
        "remittance_requested",
        "remittance_reminder",
        "remittance_overdue",
        "remittance_received",
        "surplus_sent_back",
        "books_disagree",
    ),
    Group.DISPUTES: (
        "question_asked",
        "question_replied",
        "question_closed",
        "dispute_opened",
        "dispute_acknowledged",
        "dispute_assigned",
        "information_asked",
        "information_given",
        "dispute_reminder",
        "dispute_escalated",
        "decision_recorded",
        "decision_confirmed",
        "dispute_expired",
        "dispute_replied",
        "dispute_withdrawn",
        "outcome_proposed",
        "outcome_accepted",
        "outcome_refused",
    ),
    Group.AGREEMENTS: (
        "version_proposed",
        "version_countered",
        "version_commented",
        "version_approved",
        "version_accepted",
        "version_set_aside",
        "termination_noticed",
        "term_change_set_aside",
        "renewal_ahead",
        "renewal_proposed",
        "renewal_approved",
        "renewal_accepted",
        "deployment_changed",
        "derivative_proposed",
        "derivative_confirmed",
        "derivative_ended",
        "subprocessor_added",
        "subprocessor_ended",
    ),
    Group.CONTRIBUTIONS: (
        "contribution_filed",
        "contribution_countered",
        "contribution_accepted",
        "contribution_refused",
        "contribution_withdrawn",
        "contribution_end_proposed",
        "contribution_end_dropped",
        "contribution_ended",
        "goal_proposed",
        "goal_confirmed",
        "goal_withdrawn",
        "goal_reached",
        "goal_missed",
    ),
    Group.INCIDENTS: (
        "obligation_owner_named",
        "obligation_due",
        "obligation_overdue",
        "obligation_waived",
        "incident_reported",
        "incident_replied",
        "incident_moved",
    ),
    Group.APPROVALS: (
        "run_approval_requested",
        "run_sent_back",
        "restatement_approval_requested",
        "restatement_cancelled",
        "correction_proposed",
        "correction_declined",
        "batch_prepared",
        "batch_voided",
        "termination_proposed",
    ),
    Group.ORGANISATION: ("certificate_expires", "treaty_ends", "withholding_rate_confirmed"),
    Group.SECURITY: (
        "bank_account_proposed",
        "bank_account_confirmed",
        "bank_account_refused",
        "bank_account_withdrawn",
        "bank_account_ended",
        "roles_changed",
        "admin_made",
        "deputy_named",
        "deputy_ended",
        "member_suspended",
        "member_resumed",
    ),
}

BY_MAIL_ONLY = frozenset({"invitation", "digest"})
"""Written by `send_mail`: to people who are not in the portal yet, or about notices themselves."""

_GROUP_OF = {kind: group for group, kinds in KINDS.items() for kind in kinds}


def group_of(kind: str) -> Group:
    """A kind that is in no group is told at once, as what nobody can switch off."""
    return _GROUP_OF.get(kind, Group.SECURITY)
