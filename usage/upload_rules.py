"""What a file must look like, said before one is chosen."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement, AiModel, Alias, Application, Unit
from agreements.obligations.today import today_of
from usage.check.canonical import OPTIONAL, REQUIRED
from usage.formats.kinds import FORMAT_NAMES
from usage.formats.write import ENDINGS
from usage.naming_customers import may_name_customers

MEANING = {
    "usage_date": gettext_lazy("the day, written like 2026-10-31, in the agreement’s time zone"),
    "application": gettext_lazy("a code of the catalogue, or your own registered name"),
    "model": gettext_lazy("a code of the catalogue, or your own registered name"),
    "market": gettext_lazy("the customer’s country, two letters (ISO 3166), such as DE"),
    "unit": gettext_lazy("what is counted: a code of the catalogue"),
    "quantity": gettext_lazy("how much: digits, a point as decimal mark"),
    "gross_revenue": gettext_lazy("revenue before deductions, in the currency of the row"),
    "currency": gettext_lazy("three letters (ISO 4217), such as EUR"),
    "customer_ref": gettext_lazy(
        "your pseudonym for the customer; never a name, address or number of theirs"
    ),
    "deductions": gettext_lazy("what goes off the revenue; empty means none"),
    "deployment": gettext_lazy("the code of a registered deployment"),
    "source_ref": gettext_lazy("your own number of the row; a number seen before is refused as a repetition"),
}


@dataclass(frozen=True, slots=True)
class UploadRules:
    """Columns with their meaning, codes with their names, the size limit, time zones, template files.

    `naming`: numbers of the agreements whose terms let customer_ref hold personal data.
    """

    required: list[tuple[str, str]]
    optional: list[tuple[str, str]]
    codes: list[tuple[str, list[tuple[str, str]]]]
    max_bytes: int
    zones: list[tuple[str, str]]
    templates: list[tuple[str, str]]
    naming: list[str]


def rules_for(agreements: Iterable[Agreement]) -> UploadRules:
    """The rules for whoever reports under these agreements."""
    agreements = list(agreements)
    aliases = list(Alias.objects.filter(partner__in={each.partner_id for each in agreements}))

    def codes(catalogue, kind: str) -> list[tuple[str, str]]:
        listed = [(each.code, str(each)) for each in catalogue.objects.filter(retired_at=None)]
        names = dict(listed)
        own = [(each.alias, names[each.code]) for each in aliases if each.kind == kind and each.code in names]
        return listed + own

    return UploadRules(
        required=[(name, MEANING[name]) for name in REQUIRED],
        optional=[(name, MEANING[name]) for name in OPTIONAL],
        codes=[
            (_("Applications"), codes(Application, Alias.Kind.APPLICATION)),
            (_("Models"), codes(AiModel, Alias.Kind.MODEL)),
            (_("Units"), codes(Unit, Alias.Kind.UNIT)),
        ],
        max_bytes=settings.USAGE_MAX_BYTES,
        zones=[(each.number, each.time_zone) for each in agreements],
        templates=[(ending, FORMAT_NAMES[kind]) for ending, kind in ENDINGS.items()],
        naming=[each.number for each in agreements if may_name_customers(each, today_of(each))],
    )
