"""Who may open which URL. A URL that is not listed here fails the tests.

`open`: anybody. `person`: whoever is logged in. `member`: people of a partner organisation, for its own rows.
`staff`: the licensor's staff, with one of the roles named (none named: any). `api`: programs with a
token, whose rights tests/usage/api/test_who_may.py goes through.
"""

from dataclasses import dataclass

from portal.accounts.roles import StaffRole
from tests.house import page_names as at

READERS = frozenset(
    {StaffRole.FINANCE, StaffRole.APPROVER, StaffRole.CONTRACTS, StaffRole.DISPUTES, StaffRole.AUDITOR}
)
ANY = frozenset(StaffRole)
CONTRACTS, FINANCE = frozenset({StaffRole.CONTRACTS}), frozenset({StaffRole.FINANCE})
OPERATIONS = frozenset({StaffRole.OPERATIONS})
APPROVER, ADMINISTRATOR = frozenset({StaffRole.APPROVER}), frozenset({StaffRole.ADMINISTRATOR})
AUDITOR, DISPUTES = frozenset({StaffRole.AUDITOR}), frozenset({StaffRole.DISPUTES})


@dataclass(frozen=True)
class Guard:
    audience: str
    roles: frozenset = frozenset()


def names(guard: Guard, text: str) -> dict[str, Guard]:
    return dict.fromkeys(text.split(), guard)


def staff(text: str) -> str:
    """The names of the twins for staff."""
    return " ".join(f"staff_{name}" for name in text.split())


TAX_READERS = OPERATIONS | FINANCE | APPROVER | AUDITOR
PERMISSIONS = {
    **names(Guard("open"), "healthz readyz choose_language choose_theme elements demo_people"),
    **names(Guard("open"), "invitation demo_mail read_demo_mail"),
    **names(Guard("open"), "api_schema api_docs"),
    **names(Guard("person"), "home account help help_formula help_verifier"),
    **names(Guard("person"), at.NOTICE_PAGES),
    **names(Guard("person"), "api_tokens make_api_token revoke_api_token"),
    **names(Guard("member"), "organisation_tokens make_organisation_token revoke_organisation_token"),
    **names(Guard("api"), "api_agreements api_reports api_report api_report_errors api_rejected_rows"),
    **names(Guard("api"), "api_statements api_statement api_statement_lines api_explanation api_bundle"),
    **names(Guard("api"), "api_statement_pdf"),
    **names(Guard("api"), "api_submit_report api_withdraw_report api_declare_period"),
    **names(Guard("member"), "choose_organisation agreements agreement agreement_terms all_terms"),
    **names(Guard("member"), f"{at.REPORT_PAGES} {at.STATEMENT_PAGES} {at.ARCHIVE_PAGES}"),
    **names(Guard("member"), f"{at.DIALECT_PAGES} {at.DIALECT_ACTS}"),
    **names(Guard("staff", ANY), staff(at.DIALECT_PAGES)),
    **names(Guard("staff", OPERATIONS), staff(at.DIALECT_ACTS)),
    **names(Guard("staff", ANY), "staff_home fx_rates catalogue aliases"),
    # Of an agreement, those without a reading role see the frame, not the terms.
    **names(Guard("staff", ANY), "staff_agreements staff_agreement"),
    **names(Guard("staff", ANY), " ".join(f"staff_{name}" for name in at.REPORT_PAGES.split())),
    **names(Guard("staff", ANY), "staff_admit_late_report"),
    **names(Guard("member"), "ask_erasure"),
    **names(Guard("staff", OPERATIONS), "staff_erase_report staff_decline_erasure"),
    **names(Guard("staff", READERS), " ".join(f"staff_{name}" for name in at.STATEMENT_PAGES.split())),
    **names(Guard("member"), "correction correction_file"),
    **names(Guard("staff", READERS), "corrections staff_correction staff_correction_file"),
    **names(Guard("staff", FINANCE), "correct_statement"),
    **names(Guard("staff", APPROVER), "approve_correction"),
    **names(Guard("staff", FINANCE | APPROVER), "drop_correction"),
    **names(Guard("member"), "what_if estimate"),
    **names(Guard("staff", READERS), "staff_estimate accrual_periods accrual"),
    **names(Guard("staff", READERS), "staff_agreement_terms staff_all_terms staff_what_if"),
    **names(Guard("staff", CONTRACTS), "workbooks workbook_template workbook import_workbook"),
    **names(Guard("member"), "opening"),
    **names(Guard("staff", READERS), "staff_opening"),
    **names(Guard("staff", CONTRACTS | FINANCE), "enter_opening"),
    **names(Guard("staff", FINANCE | APPROVER), "confirm_opening"),
    **names(Guard("staff", CONTRACTS | FINANCE | APPROVER), "discard_opening"),
    **names(Guard("staff", READERS), "runs run run_progress settlement"),
    **names(Guard("staff", READERS), "restatements restatement restated_period"),
    **names(
        Guard("staff", FINANCE),
        "open_restatement recompute_restatement request_restatement_approval choose_contained",
    ),
    **names(Guard("staff", APPROVER), "approve_restatement"),
    **names(Guard("staff", FINANCE | APPROVER), "cancel_restatement"),
    **names(Guard("staff", CONTRACTS), "draft_agreement import_terms draft_version edit_version"),
    **names(Guard("staff", CONTRACTS), "edit_agreement discard_agreement"),
    **names(Guard("staff", CONTRACTS), "discard_version add_rule edit_rule remove_rule"),
    **names(Guard("staff", READERS), "approve_version"),
    **names(Guard("member"), f"{at.TERMS_PAGES} {at.COUNTER_DRAFT_PAGES}"),
    **names(Guard("staff", READERS), " ".join(f"staff_{name}" for name in at.TERMS_PAGES.split())),
    **names(Guard("staff", CONTRACTS), "try_rule agreement_templates save_template"),
    **names(Guard("staff", CONTRACTS), "rename_template retire_template set_review_date"),
    **names(Guard("staff", CONTRACTS | APPROVER), "approve_term_change staff_comment_on_version"),
    **names(Guard("member"), f"{at.VERSION_PAGES} {at.VERSION_ACTS} accept_version discard_own_version"),
    **names(Guard("member"), "accept_renewal"),
    **names(Guard("staff", READERS), " ".join(f"staff_{name}" for name in at.VERSION_PAGES.split())),
    **names(
        Guard("staff", CONTRACTS),
        " ".join(f"staff_{name}" for name in at.VERSION_ACTS.split() if not name.startswith("comment")),
    ),
    **names(Guard("member"), f"{at.CONTRIBUTION_PAGES} {at.CONTRIBUTION_ACTS} {at.CONTRIBUTION_ANSWERS}"),
    **names(Guard("staff", READERS), " ".join(f"staff_{name}" for name in at.CONTRIBUTION_PAGES.split())),
    **names(Guard("staff", CONTRACTS), " ".join(f"staff_{name}" for name in at.CONTRIBUTION_ACTS.split())),
    **names(
        Guard("staff", CONTRACTS | APPROVER),
        " ".join(f"staff_{name}" for name in at.CONTRIBUTION_ANSWERS.split()),
    ),
    **names(Guard("staff", READERS), "all_contributions"),
    **names(Guard("member"), "balance ledger_accounts ledger_account"),
    **names(Guard("staff", READERS), "staff_balances journal books general_ledger general_ledger_file"),
    **names(Guard("staff", READERS), staff("ledger_accounts ledger_account")),
    **names(Guard("staff", FINANCE | APPROVER), "check_books"),
    **names(Guard("staff", FINANCE), "map_account"),
    **names(Guard("member"), "team name_deputy end_deputy"),
    **names(Guard("member"), "invite_person withdraw_invitation change_roles suspend_member resume_member"),
    **names(Guard("staff", ANY), "staff_team staff_name_deputy staff_partner_team"),
    **names(Guard("staff", ADMINISTRATOR), "staff_invite_person staff_withdraw_invitation staff_end_deputy"),
    **names(Guard("staff", ADMINISTRATOR), "change_staff_roles suspend_staff resume_staff"),
    **names(Guard("staff", OPERATIONS), "staff_partner_invite_person staff_partner_withdraw_invitation"),
    **names(Guard("staff", OPERATIONS), "staff_partner_name_deputy staff_partner_end_deputy"),
    **names(Guard("staff", OPERATIONS), "staff_partner_change_roles staff_partner_suspend_member"),
    **names(Guard("staff", OPERATIONS), "staff_partner_resume_member"),
    **names(Guard("member"), f"organisation looks tax_certificate {at.ORGANISATION_ACTS}"),
    **names(Guard("member"), "require_second_factor"),
    **names(Guard("staff", ANY), "staff_partners staff_partner stop_viewing"),
    **names(Guard("staff", OPERATIONS), "register_partner"),
    **names(Guard("staff", OPERATIONS), " ".join(f"staff_{name}" for name in at.ORGANISATION_ACTS.split())),
    **names(Guard("staff", OPERATIONS | ADMINISTRATOR), "suspend_partner resume_partner"),
    **names(Guard("staff", OPERATIONS | ADMINISTRATOR), "staff_require_second_factor"),
    **names(Guard("staff", TAX_READERS), "staff_tax_certificate"),
    **names(Guard("staff", AUDITOR | ADMINISTRATOR), "audit_events"),
    **names(Guard("staff", READERS), "view_as_partner payout_batch bank_statements bank_statement"),
    **names(Guard("staff", FINANCE), "open_run resettle request_approval cancel_run waive_blocker"),
    **names(Guard("staff", FINANCE | APPROVER), "send_back_run"),
    **names(Guard("staff", APPROVER), "approve_run approve_batch"),
    **names(Guard("member"), f"bank_accounts {at.BANK_ACCOUNT_ACTS}"),
    **names(Guard("staff", FINANCE | APPROVER | AUDITOR), f"staff_partner_bank_accounts {at.TAX_PAGES}"),
    **names(Guard("staff", FINANCE), "staff_partner_confirm_account staff_partner_refuse_account"),
    **names(Guard("staff", FINANCE), "staff_partner_end_account"),
    **names(Guard("staff", FINANCE | APPROVER | AUDITOR | ADMINISTRATOR), "staff_bank_accounts"),
    **names(Guard("staff", FINANCE), "staff_propose_account staff_send_account staff_withdraw_account"),
    **names(Guard("staff", APPROVER | ADMINISTRATOR), "staff_confirm_account staff_refuse_account"),
    **names(Guard("staff", FINANCE | APPROVER | ADMINISTRATOR), "staff_end_account"),
    **names(Guard("member"), f"{at.PAYMENT_PAGES} withheld_tax add_payment_proof"),
    **names(Guard("staff", READERS), " ".join(f"staff_{name}" for name in at.PAYMENT_PAGES.split())),
    **names(
        Guard("staff", FINANCE),
        "prepare_payouts request_remittances cancel_remittance acknowledge_warnings propose_withholding",
    ),
    **names(Guard("staff", FINANCE | APPROVER), f"{at.PAYOUT_ACTS} {at.RECEIPT_ACTS} {at.TAX_ACTS}"),
    **names(
        Guard("member"),
        f"{at.DISPUTE_PAGES} {at.DISPUTE_ACTS} accept_outcome refuse_outcome accept_statement "
        "give_information",
    ),
    **names(Guard("staff", READERS), " ".join(f"staff_{name}" for name in at.DISPUTE_PAGES.split())),
    **names(Guard("staff", DISPUTES), " ".join(f"staff_{name}" for name in at.DISPUTE_ACTS.split())),
    **names(Guard("staff", DISPUTES), "recompute_dispute"),
    **names(Guard("staff", DISPUTES), at.DISPUTE_ACTS_OF_STAFF),
    **names(Guard("staff", READERS), "dispute_workload days_off"),
    **names(Guard("staff", DISPUTES | FINANCE), "add_day_off remove_day_off"),
    **names(Guard("member"), f"{at.AGREEMENT_PAGES} {at.BESIDE_MONEY_ACTS} {at.OWN_EDITOR}"),
    **names(Guard("staff", READERS | OPERATIONS), staff(f"{at.AGREEMENT_PAGES} {at.OBLIGATION_ACTS}")),
    **names(Guard("staff", CONTRACTS | OPERATIONS), staff(f"{at.INCIDENT_ACTS} {at.DERIVATIVE_ACTS}")),
    **names(Guard("staff", CONTRACTS), f"{at.CLAUSE_EDITOR} {at.OBLIGATION_EDITOR} staff_waive_obligation"),
    **names(Guard("staff", CONTRACTS), "edit_tariff edit_operations"),
    **names(Guard("member"), f"{at.DEPLOYMENT_PAGES} {at.DEPLOYMENT_ACTS} propose_deployment"),
    **names(Guard("staff", READERS | OPERATIONS), staff(at.DEPLOYMENT_PAGES)),
    **names(Guard("staff", CONTRACTS | OPERATIONS), staff(at.DEPLOYMENT_ACTS)),
    **names(Guard("staff", ANY), "model_licences"),
    **names(Guard("staff", ADMINISTRATOR), "license_market end_licence two_approvers"),
    **names(Guard("staff", FINANCE), "enter_rate import_ecb_rates withdraw_rate"),
    **names(Guard("staff", ADMINISTRATOR), "add_alias remove_alias add_entry retire_entry restore_entry"),
}
"""Names of our URLs; allauth's own (`account_…`, `mfa_…`, `usersessions_…`) guard themselves."""

THEIRS = ("account_", "mfa_", "usersessions_")
