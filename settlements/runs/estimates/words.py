"""What an estimate takes for given, and why there is none, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.fault_words import words_of
from portal.web import formats
from settlements.engine.faults import Fault
from settlements.runs.estimates.expected_input import ESTIMATED, UNKNOWN
from settlements.statements.estimates.models import Estimate

FAULTS_SHOWN = 5


def assumptions(estimate: Estimate) -> list[str]:
    """What may still change it, the most important first."""
    assumed = estimate.assumed
    sentences = []
    if assumed.get("opening") == ESTIMATED:
        sentences.append(
            _(
                "The period before has no statement yet. This one opens with what that one is estimated "
                "to leave."
            )
        )
    if assumed.get("opening") == UNKNOWN:
        sentences.append(
            _(
                "An earlier period has neither a statement nor an estimate. This one opens with the last "
                "issued statement, so counters, limits and balances may still change."
            )
        )
    sentences += [_rate(each) for each in assumed.get("rates", [])]
    sentences += _figures(assumed)
    return sentences


def why_not(estimate: Estimate) -> list[str]:
    """What is missing, of an estimate that could not be computed."""
    failure = estimate.failure or {}
    match failure.get("code"):
        case "missing_rate":
            return [_missing(currency, day) for currency, day in failure["missing"]]
        case "not_computed":
            faults = [Fault(**each) for each in failure["faults"][:FAULTS_SHOWN]]
            return [f"{each.path}: {words_of(each)}" for each in faults]
        case "rows_erased":
            return [_("Its rows are erased, and the terms have changed since they were summed.")]
        case "rows_gone":
            return [_("The rows behind it cannot be read at the moment. It is tried again every night.")]
    return [_("The fault is ours: an unexpected error stopped it. It is tried again every night.")]


def _rate(rate: dict[str, str]) -> str:
    sentence = _("No %(currency)s rate is known yet for %(wanted)s, so that of %(day)s stands in: %(rate)s.")
    return sentence % {
        "currency": rate["currency"],
        "wanted": formats.day(rate["wanted"]),
        "day": formats.day(rate["date"]),
        "rate": formats.exact(rate["rate"]),
    }


def _figures(assumed: dict[str, int]) -> list[str]:
    sentences = []
    if number := assumed.get("unsubmitted"):
        sentence = ngettext(
            "%(number)s report counted here is checked and not submitted yet.",
            "%(number)s reports counted here are checked and not submitted yet.",
            number,
        )
        sentences.append(sentence % {"number": formats.exact(number)})
    if number := assumed.get("rejected"):
        sentence = ngettext(
            "%(number)s rejected row is left out.", "%(number)s rejected rows are left out.", number
        )
        sentences.append(sentence % {"number": formats.exact(number)})
    return sentences


def _missing(currency: str, day: str) -> str:
    if not day:
        return _("No exchange rate of %(currency)s is known for this period.") % {"currency": currency}
    sentence = _("No exchange rate of %(currency)s is known for %(day)s or the year before it.")
    return sentence % {"currency": currency, "day": formats.day(day)}
