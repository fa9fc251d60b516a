"""What something is worth, in words: points on the share, or an amount per period."""

from django.utils.translation import gettext as _

from portal.web import formats


def worth(row, currency: str) -> str:
    """Of anything with `points` and `amount`, as plain text."""
    if row.points is not None:
        return _("%(points)s on the share") % {"points": formats.percent(row.points)}
    if row.amount is not None:
        return _("%(amount)s per period") % {"amount": formats.money(row.amount, currency)}
    return ""
