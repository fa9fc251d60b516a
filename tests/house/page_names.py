"""Names of URLs that stand together in the permission table."""

REPORT_PAGES = (
    "reports report_list new_report report_template declare_period report report_progress submit_report "
    "recheck_report withdraw_report report_errors report_problems_csv report_failed_rows report_file "
    "reconciliation reconciliation_csv report_uploads report_upload"
)
DIALECT_PAGES = "dialects dialect dialect_version"
DIALECT_ACTS = "new_dialect dialect_sample edit_dialect retire_dialect"
STATEMENT_PAGES = (
    "statements statement statement_rung statement_line statement_line_steps statement_sources "
    "statement_lines statement_input statement_result statement_workbook statement_bundle statement_pdf "
    "statement_pdf_progress statement_compare"
)
DISPUTE_PAGES = "disputes questions dispute question dispute_file question_file dispute_figures"
DISPUTE_ACTS = (
    "ask_about_line ask_about_statement ask_about_figures dispute_line dispute_statement reply_to_dispute "
    "withdraw_dispute reply_to_question close_question acknowledge_dispute escalate_dispute"
)
DISPUTE_ACTS_OF_STAFF = (
    "propose_outcome ask_information assign_dispute record_decision confirm_decision drop_decision"
)
TERMS_PAGES = "version_words version_words_text rule_example compare_versions"
COUNTER_DRAFT_PAGES = " ".join(
    f"partner_{name}" for name in ("edit_version", "add_rule", "try_rule", "edit_rule", "remove_rule")
)
CONTRIBUTION_PAGES = "contributions contribution contribution_file goals"
CONTRIBUTION_ACTS = (
    "draft_contribution edit_contribution file_contribution counter_contribution withdraw_contribution "
    "add_contribution_evidence propose_contribution_end propose_goal"
)
CONTRIBUTION_ANSWERS = (
    "accept_contribution refuse_contribution accept_contribution_end drop_contribution_end confirm_goal "
    "withdraw_goal"
)
ARCHIVE_PAGES = "statement_archive statement_archive_progress begin_statement_archive statement_archive_file"
PAYMENT_PAGES = (
    "payouts payout payout_advice payout_lines remittances remittance remittance_ageing payment_proof"
)
RECEIPT_ACTS = (
    "tell_receipt confirm_receipt drop_receipt tell_surplus_used tell_surplus_sent_back confirm_surplus_use "
    "drop_surplus_use"
)
TAX_ACTS = "confirm_withholding withdraw_withholding"
TAX_PAGES = "staff_withheld_tax withholding_rates"
PAYOUT_ACTS = (
    "cancel_payout tell_paid tell_returned confirm_outcome drop_outcome export_batch cancel_batch "
    "take_bank_statement match_bank_line confirm_bank_line drop_bank_line set_bank_line_aside"
)
AGREEMENT_PAGES = "obligations obligation obligation_file incidents incident incident_file registers"
DEPLOYMENT_PAGES = "deployments deployment"
DEPLOYMENT_ACTS = (
    "approve_deployment refuse_deployment reclassify_deployment contest_deployment settle_contest "
    "end_deployment"
)
OBLIGATION_ACTS = "attest_obligation name_owner"
INCIDENT_ACTS = "report_incident reply_to_incident contain_incident close_incident"
DERIVATIVE_ACTS = "propose_derivative confirm_derivative end_derivative"
BESIDE_MONEY_ACTS = f"{OBLIGATION_ACTS} {INCIDENT_ACTS} {DERIVATIVE_ACTS} add_subprocessor end_subprocessor"
CLAUSE_EDITOR = "edit_clauses add_clause edit_clause remove_clause"
OBLIGATION_EDITOR = "edit_obligations add_obligation edit_obligation remove_obligation"
OWN_EDITOR = " ".join(
    f"partner_{name}" for name in f"{CLAUSE_EDITOR} {OBLIGATION_EDITOR} edit_tariff edit_operations".split()
)
ORGANISATION_ACTS = "edit_organisation edit_tax_profile add_contact edit_contact remove_contact"
BANK_ACCOUNT_ACTS = "propose_account send_account confirm_account refuse_account withdraw_account end_account"
VERSION_PAGES = "version signed_document"
VERSION_ACTS = (
    "propose_version take_back_version comment_on_version counter_version decline_version "
    "attach_signed_document terminate_agreement renew_agreement set_aside_term_change"
)
NOTICE_PAGES = "notices open_notice read_notices notice_settings"
