from django.apps import AppConfig


class SettlementsConfig(AppConfig):
    name = "settlements"

    def ready(self) -> None:
        from django.core.checks import register

        from agreements.agreement_rooms import show_also as show_on_agreement
        from agreements.contributions.effects import tell_also
        from agreements.settled_until import ask_also
        from portal.partners.partner_rooms import show_also
        from portal.sealed import rotate_also
        from settlements.balances.checks import check_balances, check_claims, check_journal
        from settlements.balances.hold_again import ask_for_doubts
        from settlements.balances.partner_room import partner_room as balance
        from settlements.balances.verify_books import check_also
        from settlements.bank_accounts.checks import check_bank_accounts
        from settlements.bank_accounts.partner_room import partner_room as bank_accounts
        from settlements.bank_accounts.rotate_details import rotate_details
        from settlements.disputes.asked_of_figures import asked_of_figures
        from settlements.disputes.check_disputes import check_disputes
        from settlements.disputes.in_doubt import in_doubt
        from settlements.disputes.rows_needed import rows_needed as for_doubts
        from settlements.openings.agreement_room import agreement_room
        from settlements.openings.checks import check_openings
        from settlements.openings.read import carried_over_until
        from settlements.payouts.check_breakdowns import check_breakdowns
        from settlements.payouts.checks import (
            check_bank_files,
            check_batches,
            check_paid_once,
            check_payouts,
            check_remittances,
        )
        from settlements.runs.checks import check_runs
        from settlements.runs.restate.checks import check_restatements
        from settlements.runs.settled_days import settled_days
        from settlements.statements.check_adjustments import check_adjustments
        from settlements.statements.check_advances import check_advances
        from settlements.statements.check_restated import check_restated
        from settlements.statements.check_seals import check_seals
        from settlements.statements.checks import check_statement_documents, check_statements
        from settlements.statements.contribution_effect import contribution_effect
        from settlements.statements.partner_room import partner_room as statements
        from settlements.statements.pdf.fonts import check_fonts
        from settlements.statements.rows_needed import rows_needed as for_statements
        from settlements.tax.partner_room import partner_room as tax
        from usage.erasure.still_needed import ask_also as keep_rows
        from usage.reconciliation.said_beside import say_also

        register(check_fonts)
        ask_also(settled_days)
        ask_also(carried_over_until)
        keep_rows(for_statements)
        keep_rows(for_doubts)
        tell_also(contribution_effect)
        ask_for_doubts(in_doubt)
        say_also(asked_of_figures)
        show_on_agreement(agreement_room)
        for room in (statements, balance, bank_accounts, tax):
            show_also(room)
        rotate_also(rotate_details)
        for check in (check_journal, check_balances, check_claims, check_statements, check_adjustments):
            check_also(check)
        for check in (check_batches, check_payouts, check_remittances, check_paid_once):
            check_also(check)
        for check in (check_disputes, check_openings, check_bank_accounts, check_restated, check_advances):
            check_also(check)
        documents = (check_bank_files, check_statement_documents, check_seals, check_breakdowns)
        for slow in (*documents, check_runs, check_restatements):
            check_also(slow, slow=True)
