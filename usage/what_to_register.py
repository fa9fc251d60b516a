"""Where an unknown name of a file can be registered, for those who may; for others, who may."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from agreements.registers.sides import PARTNERS
from portal.accounts.access import is_staff, may
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from usage.audience import Audience
from usage.likely_names import CATALOGUES
from usage.models import Report


@dataclass(frozen=True, slots=True)
class Register:
    """`url` and `text` of a link; or `who` in a sentence, where the reader may not."""

    url: str = ""
    text: str = ""
    who: str = ""


def what_to_register(
    *, report: Report, audience: Audience, reader: User, column: str, found: str, likely: str = ""
) -> Register | None:
    """For a value of an `unknown_…` problem; None where none is registered, or it is not shown whole."""
    if not found.strip() or found.endswith("…") or "�" in found:
        return None
    if column == "deployment":
        return _deployment(report, audience, reader, found)
    if column in CATALOGUES:
        return _alias(report, reader, column, found, likely)
    return None


def _deployment(report: Report, audience: Audience, reader: User, found: str) -> Register:
    if not audience.is_staff and may(reader, report.partner, *PARTNERS):
        url = reverse("propose_deployment", args=[report.agreement.number])
        query = urlencode({"code": found, "from_date": report.period.from_date.isoformat()})
        return Register(url=f"{url}?{query}", text=_("Register it"))
    names = ", ".join(str(role.label) for role in PARTNERS)
    return Register(who=_("Registered by the partner’s people with one of these roles: %s.") % names)


def _alias(report: Report, reader: User, column: str, found: str, likely: str) -> Register:
    if is_staff(reader, StaffRole.ADMINISTRATOR):
        asked = {"partner": report.partner_id, "alias": found}
        if likely:
            asked["means"] = f"{column}/{likely}"
        return Register(
            url=f"{reverse('add_alias')}?{urlencode(asked)}", text=_("Register it as the partner’s name")
        )
    role = StaffRole.ADMINISTRATOR.label
    return Register(who=_("A partner’s own name is registered by the licensor’s people: %s.") % role)
