"""Why a file was not taken, and why a line is not matched: a sentence each, with what to do."""

from django.utils.translation import gettext_lazy as _

PROBLEMS = {
    "too_large": _("The file is larger than 20 MB. Ask the bank for statements of single days or accounts."),
    "not_xml": _(
        "The file is no XML. Download the statement in the format camt.053 and hand in that file, unpacked."
    ),
    "document_type": _(
        "The file defines its own document type, which no bank's statement does. Download it anew from the "
        "bank; if it stays so, do not trust it."
    ),
    "too_deep": _("The file is nested deeper than any bank's statement. Download it anew from the bank."),
    "not_a_statement": _(
        "The file is XML, but no statement of a bank. Choose the format camt.053 when you download it; "
        "camt.052 and camt.054 are other messages."
    ),
    "version_unknown": _(
        "The file has a version of camt.053 that is not read here. Ask the bank for camt.053.001.02 to "
        "camt.053.001.08."
    ),
    "no_statement": _("No statement is in the file. Choose a day or a period with bookings at the bank."),
    "missing": _(
        "Something that every statement has is missing in the file. Download it anew, or ask the bank."
    ),
    "amount_invalid": _("An amount in the file cannot be read. Download it anew, or ask the bank."),
    "date_invalid": _("A date in the file cannot be read. Download it anew, or ask the bank."),
    "direction_invalid": _("The file does not say of a booking whether money came or went. Ask the bank."),
    "currency_invalid": _(
        "The file names a currency that does not exist. Download it anew, or ask the bank."
    ),
    "currencies_mixed": _("The file has bookings in another currency than its account. Ask the bank."),
    "text_too_long": _(
        "A text in the file is longer than the format allows. Download it anew, or ask the bank."
    ),
    "balances_differ": _(
        "Opening balance and bookings do not come to the closing balance: part of the statement is missing. "
        "Download all of it anew."
    ),
    "foreign_account": _(
        "It is the statement of another account: none of the licensor's confirmed bank accounts has this "
        "number. Choose the statement of the right account, or enter the account in the portal first."
    ),
    "statement_twice": _("The same statement stands in the file twice. Download it anew from the bank."),
    "not_allowed": _("Whoever handed the file in may no longer do so. Let somebody else hand it in again."),
    "failed": _("The file could not be read. The failure is recorded; hand the file in again."),
}
REASONS = {
    "unknown_number": _(
        "No payout has this number. Ask the bank who ordered the payment, then set the booking aside."
    ),
    "unknown_request": _(
        "No remittance request has this number. Ask the partner what the payment is for, then match it by "
        "hand."
    ),
    "several_requests": _(
        "It names several remittance requests. Ask the partner how to share the payment, then say by hand "
        "what arrived of each, and set the booking aside."
    ),
    "request_over": _(
        "The remittance request is received or cancelled already. Agree with the partner: pay it back, or "
        "match it with another open request by hand."
    ),
    "nothing_due": _(
        "All of the remittance request is held for disputes: nothing is due now. Wait for the outcome, or "
        "cancel the request, then match the booking by hand or pay it back."
    ),
    "other_currency": _(
        "The remittance request asks for another currency. Agree with the partner what the payment counts "
        "for."
    ),
    "no_receipt": _("No money arrived by it, so it pays no remittance request."),
    "other_account": _(
        "It is not booked on the account that the payout leaves. Check the bank accounts of the licensor in "
        "the portal."
    ),
    "other_amount": _(
        "The amount or the currency is not that of the payout: perhaps the bank kept its charges. Ask the "
        "bank, then confirm the payout by hand with two people and set the booking aside."
    ),
    "other_sum": _(
        "The sum is not that of the payouts in this part of the batch. Ask the bank which payments are in "
        "it, then confirm those by hand with two people and set the booking aside."
    ),
    "batch_back": _(
        "A whole batch came back in one sum. Say of each of its payouts by hand that it came back, confirm "
        "that with a second person, and set the booking aside."
    ),
    "taken_back": _("The bank took an earlier booking back. Ask the bank what became of the payment."),
    "no_return": _(
        "It names a payout, but the bank does not say that it is a return. Ask the bank; if it is one, "
        "match it by hand."
    ),
    "left_twice": _(
        "The payout stands on a second booking, too, so this may be the duplicate that came back. Ask the "
        "bank; if the payment itself came back, match it by hand, else set the booking aside."
    ),
    "seen_before": _(
        "Another statement has a booking like this one. If both are the same, set this one aside; if it is "
        "another payment, match it by hand."
    ),
    "bad_day": _(
        "The day of the booking has not come yet, or is before the end of a period that is paid. Match it by "
        "hand once the day has come; else ask the bank."
    ),
    "paid_already": _(
        "The payout is paid already. If money left twice, ask it back; then set the booking aside."
    ),
    "returned_before": _(
        "The payout came back before. If this is the payment that came back, set the booking aside; else ask "
        "the bank."
    ),
    "not_sent": _(
        "The payout is not in the bank's hands as far as the portal knows. Find out who sent the payment to "
        "the bank; if it was handed over, download the bank file of the batch in the portal and match by "
        "hand."
    ),
    "not_allowed": _(
        "Whoever handed the statement in may no longer do so. Match the booking by hand, or set it aside."
    ),
    "failed": _("It could not be matched; the failure is recorded. Match it by hand, or set it aside."),
    "other_debit": _(
        "It names no single payout. Match it by hand, or set charges of the bank and other payments aside."
    ),
    "other_credit": _("It names nothing that is open here. Match it by hand, or set it aside."),
}


def problem_words(code: str) -> str:
    return str(PROBLEMS.get(code, PROBLEMS["failed"]))


def reason_words(code: str) -> str:
    return str(REASONS.get(code, code))
