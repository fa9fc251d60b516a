"""From which day which settlement period, and whose figures, hold: for pages."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from agreements.models import Agreement, Version
from agreements.operations.operations_on import standing_versions
from agreements.operations.periods_on import said_on
from portal.web import formats


@dataclass(frozen=True, slots=True)
class Held:
    """What was said from `from_date` until `to_date` (exclusive; None: until something else is agreed)."""

    value: str
    from_date: date
    to_date: date | None


@dataclass(frozen=True, slots=True)
class OverTime:
    """Sentences for each, in the order of their days; one where it never changed."""

    lengths: list[str]
    reporters: list[str]


def over_time(agreement: Agreement, standing: list[Version] | None = None) -> OverTime:
    """Of the versions in force, or of those given in their place."""
    versions = standing_versions(agreement) if standing is None else standing
    lengths = held(agreement, "period_length", versions)
    reporters = held(agreement, "reporter", versions)
    return OverTime(
        [_since(str(Agreement.PeriodLength(each.value).label), each, lengths) for each in lengths],
        [_since(str(Agreement.Party(each.value).label), each, reporters) for each in reporters],
    )


def held(agreement: Agreement, member: str, standing: list[Version] | None = None) -> list[Held]:
    """What holds one after the other, of `period_length` or `reporter`, since the agreement began."""
    versions = standing_versions(agreement) if standing is None else standing
    found = [Held(said_on(agreement, member, agreement.starts_date, versions), agreement.starts_date, None)]
    for version in versions:
        value = said_on(agreement, member, version.from_date, versions)
        if value != found[-1].value:
            found[-1] = Held(found[-1].value, found[-1].from_date, version.from_date)
            found.append(Held(value, version.from_date, None))
    return found


def held_on(agreement: Agreement, member: str, day: date) -> tuple[Held, bool]:
    """What holds on the day, and whether it ever was or will be something else."""
    found = held(agreement, member)
    begun = [each for each in found if each.from_date <= max(day, agreement.starts_date)]
    return begun[-1], len(found) > 1


def _since(words: str, each: Held, all_of_them: list[Held]) -> str:
    if len(all_of_them) == 1:
        return words
    names = {"what": words, "days": formats.days(each.from_date, each.to_date)}
    return _("%(what)s: periods beginning %(days)s") % names
