"""The sentences people confirm; stored in the words they were shown in."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.models import Agreement
from agreements.words import figures
from usage.models import Report


def report_attestation(report: Report) -> str:
    agreement = report.agreement
    if report.counter:
        return _(
            "I confirm that these are the figures of my side under agreement %(number)s, handed in to be "
            "compared with those that settle the period."
        ) % {"number": figures.isolated(agreement.number)}
    return _(
        "I confirm that the figures in this report are true and complete, and that I may report them under "
        "agreement %(number)s."
    ) % {"number": figures.isolated(agreement.number)}


def complete_attestation(label: str) -> str:
    return _("With this report, the figures for %(period)s are complete.") % {"period": label}


def left_out_attestation(report: Report) -> str:
    number = report.rejected or 0
    return ngettext(
        "I know that %(number)s rejected row is left out.",
        "I know that %(number)s rejected rows are left out.",
        number,
    ) % {"number": figures.number(number)}


def control_totals_attestation() -> str:
    return _(
        "I know that the file does not come to the control totals given with it; the file’s figures are the "
        "right ones."
    )


def nil_attestation(agreement: Agreement, label: str) -> str:
    return _("I confirm that there was no usage under agreement %(number)s in %(period)s.") % {
        "number": figures.isolated(agreement.number),
        "period": label,
    }


def complete_period_attestation(agreement: Agreement, label: str) -> str:
    return _(
        "I confirm that the reports submitted for %(period)s under agreement %(number)s are true "
        "and, together, "
        "complete."
    ) % {"number": figures.isolated(agreement.number), "period": label}
