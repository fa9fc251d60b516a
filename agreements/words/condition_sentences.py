"""What a version says beside its rules: who owes whom, limits, payment."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Version
from agreements.words import figures

_OWES = _("{collector} collects the revenue from end customers and owes {other} what these terms say.")
_HOLDS_FROM = _("These terms hold from {first} on, until others take their place.")
_HOLDS_TO = _("These terms hold from {first} to {last}, both days included.")
_BASE = {
    "net_revenue": _("Shares are taken of net revenue: gross revenue less deductions."),
    "gross_revenue": _("Shares are taken of gross revenue, before any deduction."),
}
_GUARANTEE = {
    "period": _("At least {amount} is earned in each settlement period; what is missing is added."),
    "quarter": _("At least {amount} is earned in each calendar quarter; what is missing is added then."),
    "year": _("At least {amount} is earned in each calendar year; what is missing is added then."),
}
_CAP = {
    "period": _("At most {amount} is earned in each settlement period; what goes beyond is cut off."),
    "quarter": _("At most {amount} is earned in each calendar quarter; what goes beyond is cut off."),
    "year": _("At most {amount} is earned in each calendar year; what goes beyond is cut off."),
    "term": _("At most {amount} is earned over the whole term; what goes beyond is cut off."),
}
_NO_GUARANTEE = _("No minimum is guaranteed.")
_NO_CAP = _("What is earned has no upper limit.")
_POINTS = _("Contributions of both sides together move the share by at most {points} up or down.")
_POINTS_FREE = _("How far contributions move the share is not limited.")
_ADVANCE = _("An advance of {amount} is recouped from all that is earned, until nothing of it is left.")
_ADVANCE_PART = _(
    "An advance of {amount} is recouped from {rate} of what each period earns, until nothing of it is left."
)
_NO_ADVANCE = _("No advance is paid.")
_WITHHOLDING = _("{rate} of what is due is withheld as tax.")
_NO_WITHHOLDING = _("No tax is withheld.")
_THRESHOLD = _("An amount below {amount} is carried forward to the next period instead of being paid.")
_NO_THRESHOLD = _("Every amount above zero is paid, however small; a balance below is carried forward.")
_FX = {
    "period_end": _(
        "Revenue in another currency is turned into {currency} at the rate of the period's last day."
    ),
    "usage_day": _("Revenue in another currency is turned into {currency} at the rate of the day of usage."),
    "period_average": _(
        "Revenue in another currency is turned into {currency} at the average of the period's daily rates."
    ),
}
_FX_BEFORE = _("Where that day has no rate, the newest of the seven days before it serves.")
_ROUNDING = {
    "half_even": _("Amounts are rounded to the nearest {unit}; one just between two goes to the even one."),
    "half_up": _("Amounts are rounded to the nearest {unit}; one just between two goes away from zero."),
}


def general(version: Version, licensor_name: str) -> Iterator[str]:
    """Who owes whom, from when to when, a share of what."""
    agreement = version.agreement
    names = [figures.isolated(licensor_name), figures.isolated(agreement.partner.name)]
    collector, other = names if _payable(agreement) else reversed(names)
    yield str(_OWES).format(collector=collector, other=other)
    first = figures.day(version.from_date)
    if version.to_date is None:
        yield str(_HOLDS_FROM).format(first=first)
    else:
        yield str(_HOLDS_TO).format(first=first, last=figures.last_day(version.to_date))
    yield str(_BASE[version.base])


def limits(version: Version) -> Iterator[str]:
    """Guarantee, cap, advance, points; what is absent is said too."""
    currency = version.agreement.settlement_currency
    yield _limit(version.guarantee_amount, version.guarantee_per, _GUARANTEE, _NO_GUARANTEE, currency)
    yield _limit(version.cap_amount, version.cap_per, _CAP, _NO_CAP, currency)
    yield _advance(version, currency)
    if version.contribution_points_cap is None:
        yield str(_POINTS_FREE)
    else:
        yield str(_POINTS).format(points=figures.percent(version.contribution_points_cap))


def payment(version: Version) -> Iterator[str]:
    """Tax, threshold, exchange rate, rounding."""
    currency = version.agreement.settlement_currency
    if _payable(version.agreement):
        if version.withholding_rate:
            yield str(_WITHHOLDING).format(rate=figures.percent(version.withholding_rate))
        else:
            yield str(_NO_WITHHOLDING)
    if version.payout_threshold:
        yield str(_THRESHOLD).format(amount=figures.money(version.payout_threshold, currency))
    else:
        yield str(_NO_THRESHOLD)
    yield str(_FX[version.fx_policy]).format(currency=figures.isolated(currency))
    if version.fx_policy != Version.FxPolicy.PERIOD_AVERAGE:
        yield str(_FX_BEFORE)
    yield str(_ROUNDING[version.rounding]).format(unit=figures.smallest_unit(currency))


def _limit(amount, per: str, sentences, absent, currency: str) -> str:
    if amount is None:
        return str(absent)
    return str(sentences[per]).format(amount=figures.money(amount, currency))


def _advance(version: Version, currency: str) -> str:
    if version.advance_amount is None:
        return str(_NO_ADVANCE)
    amount, rate = figures.money(version.advance_amount, currency), version.advance_recoup_rate
    if rate is None or rate == 1:
        return str(_ADVANCE).format(amount=amount)
    return str(_ADVANCE_PART).format(amount=amount, rate=figures.percent(rate))


def _payable(agreement: Agreement) -> bool:
    return agreement.collected_by == Agreement.Party.LICENSOR
