"""Countries, by their two letters (ISO 3166-1)."""

from django.utils.translation import gettext

from portal.web.formats import reader_locale

# Two letters that CLDR names beside ISO's: groups of countries, islands of others, tests, unknown.
_NO_COUNTRY = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}


def countries() -> dict[str, str]:
    """Code → name in the reader's language, by name."""
    named = reader_locale().territories.items()
    known = {
        code: name for code, name in named if code.isalpha() and len(code) == 2 and code not in _NO_COUNTRY
    }
    return dict(sorted(known.items(), key=lambda pair: pair[1].casefold()))


def country_choices() -> list[tuple[str, str]]:
    return [("", gettext("Choose a country")), *countries().items()]


def is_country(code: str) -> bool:
    return (
        code in reader_locale("en").territories
        and code.isalpha()
        and len(code) == 2
        and code not in _NO_COUNTRY
    )
