"""Who may do what (INTERFACE.md, "People"), and the words of a statement, each in one sentence."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import PartnerRole, StaffRole

PARTNER_ROLES = {
    PartnerRole.VIEWER: _("Reads everything of the organisation and changes nothing."),
    PartnerRole.UPLOADER: _("Uploads usage reports and attests that they are complete."),
    PartnerRole.FINANCE: _("Keeps the tax profile, asks questions and opens disputes."),
    PartnerRole.SIGNATORY: _("Accepts agreements, amendments, statements and the outcomes of disputes."),
    PartnerRole.ADMIN: _("Invites people, gives them roles, and keeps contributions and deployments."),
}
STAFF_ROLES = {
    StaffRole.OPERATIONS: _("Looks after partners, reports and deployments."),
    StaffRole.CONTRACTS: _("Drafts and changes agreements, and approves contributions."),
    StaffRole.FINANCE: _("Prepares settlement runs, exchange rates and payouts."),
    StaffRole.APPROVER: _("Approves what somebody else prepared."),
    StaffRole.DISPUTES: _("Answers questions and proposes outcomes of disputes."),
    StaffRole.AUDITOR: _("Reads everything, the audit trail too, and changes nothing."),
    StaffRole.ADMINISTRATOR: _("Keeps staff, the catalogue and the licensor's own entry."),
}
WORDS = (
    (_("Tiers"), _("Rates by how much has been counted, in the period, the quarter, the year or the term.")),
    (
        _("Exclusive rights"),
        _("Points added to the rate for usage that the agreement grants to one partner only."),
    ),
    (_("Contributions"), _("Work on the models that adds points to a share, or a fixed credit.")),
    (
        _("Minimum guarantee"),
        _("What is earned at least in its window; the missing part is added at its end."),
    ),
    (_("Cap"), _("What is earned at most in its window; what lies above is cut off.")),
    (_("Advance"), _("Money paid beforehand; a part of what is earned is kept back until it is recouped.")),
    (_("Adjustments"), _("Corrections, such as the outcome of a dispute. They enter the next statement.")),
    (
        _("Carried forward"),
        _("A debt, or an amount below the payout threshold; the next statement opens with it."),
    ),
)
