"""The fields of a contact, as they are kept."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from portal.partners.models import Contact
from portal.refused import Refused
from portal.web.plain_text import plain_text


def checked_contact(*, topic: str, email: str, **fields: str) -> dict[str, str]:
    """Raises Refused: `bad_contact`, `unseen_character`."""
    given = plain_text(**fields) | {"topic": topic, "email": email.strip().lower()}
    if topic not in Contact.Topic.values or not given["name"]:
        raise Refused("bad_contact", _("Say what the person is asked about, and the name."))
    try:
        validate_email(given["email"])
    except ValidationError:
        raise Refused("bad_contact", _("Write an e-mail address such as name@example.com.")) from None
    return given
