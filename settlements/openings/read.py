"""What was carried over, for those who settle."""

from collections.abc import Iterable
from datetime import date, timedelta

from agreements.access import seen_by_staff
from agreements.models import Agreement, Version
from agreements.terms_document import terms_document, version_document
from settlements.openings.models import AgreementOpening
from usage.models import Period

State = AgreementOpening.State


def live_opening(agreement: Agreement) -> AgreementOpening | None:
    """The one entered or confirmed; discarded ones stay on record."""
    rows = AgreementOpening.objects.exclude(state=State.DISCARDED).filter(agreement=agreement)
    return rows.select_related("entered_by", "confirmed_by").first()


def confirmed_opening(agreement: Agreement) -> AgreementOpening | None:
    return AgreementOpening.objects.filter(agreement=agreement, state=State.CONFIRMED).first()


def live_openings(agreements: Iterable[int] | None = None) -> dict[int, AgreementOpening]:
    """Agreement's id → its opening."""
    rows = AgreementOpening.objects.exclude(state=State.DISCARDED)
    if agreements is not None:
        rows = rows.filter(agreement_id__in=agreements)
    return {row.agreement_id: row for row in rows}


def first_date_of(opening: AgreementOpening) -> date:
    """The first day settled here."""
    return opening.carried_date + timedelta(days=1)


def carried_into(period: Period) -> date | None:
    """Of the first period settled here, the day that the former books were carried over on."""
    rows = AgreementOpening.objects.filter(agreement_id=period.agreement_id, state=State.CONFIRMED)
    day = rows.values_list("carried_date", flat=True).first()
    return day if day is not None and day + timedelta(days=1) == period.from_date else None


def carried_over_until(agreement: Agreement) -> date | None:
    """For those who change terms: days before it are settled, in the former books; None: none are."""
    opening = confirmed_opening(agreement)
    if opening is None or opening.carried_date < agreement.starts_date:
        return None
    return first_date_of(opening)


def terms_to_open(agreement: Agreement) -> list[dict]:
    """The versions in force as FORMULA has them; of a draft, the licensor's own newest drafts."""
    if agreement.state != Agreement.State.DRAFT:
        return terms_document(agreement=agreement)
    rows = seen_by_staff(agreement).exclude(state=Version.State.SET_ASIDE)
    return [version_document(row) for row in rows if row.party == Agreement.Party.LICENSOR]
