"""The lists of codes that columns take, as the catalogue has them now."""

from collections.abc import Callable
from zoneinfo import available_timezones

from django.conf import settings

from agreements.models import AiModel, Application, Market, Unit
from portal.money.currencies import CURRENCIES
from portal.partners.countries import countries

ANY = "*"


def known(entry) -> Callable[[], list[str]]:
    return lambda: sorted(entry.objects.filter(retired_at=None).values_list("code", flat=True))


def or_any(codes: Callable[[], list[str]]) -> Callable[[], list[str]]:
    return lambda: [ANY, *codes()]


def values_of(choices) -> Callable[[], list[str]]:
    return lambda: list(choices.values)


applications, models, units = known(Application), known(AiModel), known(Unit)


def markets() -> list[str]:
    return sorted(Market.objects.values_list("code", flat=True))


def country_codes() -> list[str]:
    return sorted(countries())


def currency_codes() -> list[str]:
    return sorted(CURRENCIES)


def zones() -> list[str]:
    return sorted(available_timezones())


def languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def limit_windows() -> list[str]:
    return ["period", "quarter", "year"]
