"""Whether an agreement's own members can stand, before its terms."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.money.currencies import is_currency


def check_frame(agreement: Agreement, *, besides: set[str] | None = None) -> None:
    """Raises ValidationError by field; `besides`: fields that are not looked at."""
    errors: dict[str, str] = {}
    if not is_currency(agreement.settlement_currency):
        errors["settlement_currency"] = _("This is no currency of ISO 4217. Write its code, for example USD.")
    if agreement.time_zone not in available_timezones():
        errors["time_zone"] = _("This time zone is not known. Write it like Europe/Berlin, or UTC.")
    if agreement.ends_date is not None and agreement.ends_date <= agreement.starts_date:
        errors["ends_date"] = _(
            "The agreement would end before it begins. Choose a later day, or leave it open."
        )
    agreement.clean_fields(exclude={"number", *(besides or ()), *errors})
    if errors:
        raise ValidationError(errors)
