"""The fields of an organisation's name and address, as they are kept."""

from django.conf import settings
from django.utils.translation import gettext as _

from portal.partners.countries import is_country
from portal.refused import Refused
from portal.web.plain_text import plain_text


def checked_address(*, country: str, language: str, **fields: str) -> dict[str, str]:
    """Raises Refused: `incomplete`, `bad_country`, `bad_language`, `unseen_character`."""
    given = plain_text(**fields) | {"country": country, "language": language}
    if not given["legal_name"] or not given["town"]:
        raise Refused("incomplete", _("An organisation has at least a legal name, a town and a country."))
    if not is_country(country):
        raise Refused("bad_country", _("Choose a country from the list."))
    if language not in dict(settings.LANGUAGES):
        raise Refused("bad_language", _("Choose a language from the list."))
    return given
