"""Why banks send payments back: the codes of ISO 20022 (ExternalReturnReason1Code), in words."""

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

REASONS = {
    "AC01": _("The account number is wrong."),
    "AC02": _("The number of the payer's account is invalid."),
    "AC03": _("The number of the payee's account is invalid."),
    "AC04": _("The account is closed."),
    "AC06": _("The account is blocked."),
    "AC13": _("The kind of account does not take this payment."),
    "AC14": _("The kind of the payee's account does not take this payment."),
    "AG01": _("This account may not take such payments."),
    "AG02": _("The bank does not know this kind of transaction."),
    "AM01": _("The amount is zero."),
    "AM02": _("The amount is higher than the bank allows."),
    "AM03": _("The bank does not pay in this currency."),
    "AM04": _("The account has not enough money."),
    "AM05": _("The bank took it for a duplicate."),
    "AM06": _("The amount is lower than the bank allows."),
    "AM07": _("The amount was blocked by an authority."),
    "AM09": _("The amount is not the one that was agreed."),
    "AM10": _("The control sum is wrong."),
    "BE01": _("The name does not fit the account."),
    "BE04": _("The payee's address is missing or wrong."),
    "BE05": _("The bank does not know who initiated the payment."),
    "BE06": _("The bank does not know the payee."),
    "BE07": _("The payer's address is missing or wrong."),
    "CNOR": _("The payee's bank does not take part in this kind of payment."),
    "CURR": _("The currency is wrong."),
    "CUST": _("The payer asked for it back."),
    "DNOR": _("The payer's bank does not take part in this kind of payment."),
    "DT01": _("The date is invalid."),
    "DUPL": _("The payment was made twice."),
    "ED01": _("A bank on the way does not allow the payment."),
    "ED03": _("The bank asks for information about the balance."),
    "ED05": _("The settlement between the banks failed."),
    "ERIN": _("The bank does not offer this option."),
    "FOCR": _("It came back because a cancellation was asked for."),
    "FR01": _("The bank suspects fraud."),
    "FRAD": _("The payment was reported as fraud."),
    "MD01": _("There is no mandate."),
    "MD06": _("The payer asked for the money back."),
    "MD07": _("The account holder has died."),
    "MS02": _("The payee gave no reason."),
    "MS03": _("The bank gave no reason."),
    "NARR": _("The bank wrote the reason in words on its statement."),
    "NOAS": _("The payee did not answer the bank."),
    "NOCM": _("The payee's account does not fulfil the rules."),
    "PY01": _("The bank does not know the payee's bank."),
    "RC01": _("The bank code is wrong."),
    "RC07": _("The code of the payee's bank is invalid."),
    "RF01": _("The reference of the transaction is not unique."),
    "RR01": _("The law asks for the payer's account."),
    "RR02": _("The law asks for the payer's name or address."),
    "RR03": _("The law asks for the payee's name or address."),
    "RR04": _("A regulation forbids it."),
    "RUTA": _("The payment came back by the way it went, as the bank asked."),
    "SL01": _("A service of the payer's bank stopped it."),
    "SL02": _("A service of the payee's bank stopped it."),
    "SVNR": _("The service behind the payment was not rendered."),
    "TECH": _("The bank had a technical fault."),
    "TM01": _("It arrived after the bank's hour."),
    "UPAY": _("The payment was not due."),
}


def reason_in_words(code: str) -> str:
    """With the code, which the bank is asked by; unknown ones as they are. Kept in the portal's language."""
    with override("en"):
        if not code:
            return gettext("The bank gave no reason.")
        words = REASONS.get(code.upper())
        return f"{gettext(words)} ({code.upper()})" if words else code
