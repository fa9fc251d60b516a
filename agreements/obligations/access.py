"""The doors to what is due. The agreement's own door comes first: outsiders get 404."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from agreements.access import agreements_of, staff_agreements
from agreements.models import Agreement, Obligation, ObligationDue, Version
from portal.accounts.models import Partner, User

WITH = (
    "agreement__partner",
    "obligation__owner",
    "obligation__version",
    "obligation__application",
    "obligation__model",
    "obligation__market",
    "attested_by",
    "waived_by",
    "evidence",
)


def dues_of(agreement: Agreement) -> QuerySet[ObligationDue]:
    """All there ever was due, soonest first; the caller opened the agreement."""
    return (
        ObligationDue.objects.filter(agreement=agreement).select_related(*WITH).order_by("due_date", "code")
    )


def due_of(agreement: Agreement, due_id: int) -> ObligationDue:
    """Raises Http404."""
    return get_object_or_404(dues_of(agreement), pk=due_id)


def obligations_of(agreement: Agreement) -> list[Obligation]:
    """Of the newest version in force that says it, one per code, by code."""
    rows = (
        Obligation.objects.filter(version__agreement=agreement, version__state=Version.State.IN_FORCE)
        .select_related("owner", "version__agreement__partner", "partner", "application", "model", "market")
        .order_by("version__from_date")
    )
    return [row for _code, row in sorted({row.code: row for row in rows}.items())]


def obligation_of(agreement: Agreement, code: str) -> Obligation:
    """Raises Http404."""
    codes = [row.pk for row in obligations_of(agreement)]
    rows = Obligation.objects.select_related("owner", "version__agreement__partner", "partner")
    return get_object_or_404(rows, pk__in=codes, code=code)


def open_dues_of(user: User, partner: Partner) -> QuerySet[ObligationDue]:
    """Of both parties, in all agreements with the partner; none for outsiders."""
    return _open().filter(agreement__in=agreements_of(user, partner))


def staff_open_dues(user: User) -> QuerySet[ObligationDue]:
    """Of every agreement. Outsiders: Http404."""
    return _open().filter(agreement__in=staff_agreements(user).order_by())


def _open() -> QuerySet[ObligationDue]:
    rows = ObligationDue.objects.filter(state=ObligationDue.State.OPEN)
    return rows.select_related(*WITH).order_by("due_date", "pk")
