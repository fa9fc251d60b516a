"""What happened to runs, restatements and statements, in words."""

from django.utils.translation import gettext_lazy as _

SETTLEMENT_WORDS = {
    "restatement.approval_requested": _("Approval of a restatement requested"),
    "restatement.approved": _("Restatement approved"),
    "restatement.cancelled": _("Restatement cancelled"),
    "restatement.computed": _("Restatement computed"),
    "restatement.opened": _("Restatement begun"),
    "restatement.recomputed": _("Restatement computed anew"),
    "restatement.viewed": _("Restatement looked at"),
    "run.approval_requested": _("Approval of a run requested"),
    "run.approved": _("Run approved"),
    "run.cancelled": _("Run cancelled"),
    "run.issued": _("Statements of a run issued"),
    "run.opened": _("Run opened"),
    "run.resettled": _("Run settled anew"),
    "run.sent_back": _("Run sent back"),
    "run.settled": _("Run settled"),
    "settlement.viewed": _("Settlement looked at before it was issued"),
    "statement.issued": _("Statement issued"),
    "statement.restated": _("Statement restated"),
    "statement.viewed": _("Statement looked at"),
}
