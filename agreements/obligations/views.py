"""The obligations of an agreement for both parties: what is due, what was done, the evidence."""

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render

from agreements.audience import Audience
from agreements.models import Agreement, ObligationDue
from agreements.obligations.access import due_of, dues_of, obligations_of
from agreements.obligations.attest_obligation import why_not_attest
from agreements.obligations.due_rows import due_rows, scope_of
from agreements.obligations.overdue import suspended_grants
from agreements.obligations.owners import namings_of, owner_of, owners_of, why_not_name
from agreements.obligations.today import today_of
from agreements.terms_on_page import scope_words
from portal.accounts.access import is_staff, needed_roles
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.files.download import file_response
from portal.refused import Refused

State = ObligationDue.State
NEWEST = 100
WAIVES = (StaffRole.CONTRACTS,)


def obligations(request, audience: Audience, number: str) -> HttpResponse:
    found = audience.frame(request.user, number)
    named = owners_of(found)
    dues = dues_of(found)
    shown = audience.context(
        agreement=found,
        rows=due_rows(dues.filter(state=State.OPEN), named),
        done=due_rows(dues.exclude(state=State.OPEN).order_by("-due_date", "code")[:NEWEST], named),
        obligations=_agreed(found, named, request.user),
        suspended=[(grant, scope_words(grant)) for grant in suspended_grants(found, today_of(found))],
    )
    return render(request, "agreements/obligations/obligations.html", shown)


def _agreed(agreement: Agreement, named: dict, user: User) -> list[tuple]:
    """Each obligation with its scope, its owner, and why the reader may not name one."""
    rows = obligations_of(agreement)
    why_not = {party: why_not_name(row, user) for party, row in {row.party: row for row in rows}.items()}
    return [(row, scope_of(row), owner_of(row, named), why_not[row.party]) for row in rows]


def obligation(request, audience: Audience, number: str, due: int) -> HttpResponse:
    found = audience.frame(request.user, number)
    row = due_of(found, due)
    named = owners_of(found)
    [shown_row] = due_rows([row], named)
    before = dues_of(found).filter(code=row.code).exclude(pk=row.pk).order_by("-due_date")
    staff = audience.is_staff
    shown = audience.context(
        agreement=found,
        row=shown_row,
        due=row,
        why_not_attest=why_not_attest(row, request.user),
        why_not_name=why_not_name(row.obligation, request.user),
        why_not_waive="" if staff and is_staff(request.user, *WAIVES) else needed_roles(WAIVES),
        others=due_rows(before[:NEWEST], named),
        namings=namings_of(found, row.code),
    )
    return render(request, "agreements/obligations/obligation.html", shown)


def obligation_file(request, audience: Audience, number: str, due: int) -> HttpResponse | FileResponse:
    found = audience.frame(request.user, number)
    row = due_of(found, due)
    if row.evidence is None:
        raise Http404
    if audience.is_staff:
        _looked(request.user, found, row)
    try:
        return file_response(row.evidence)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(audience.url("obligation", number, due))
    except OSError as fault:
        raise Http404 from fault


@transaction.atomic
def _looked(user, agreement: Agreement, due: ObligationDue) -> None:
    record_event(
        event="evidence.viewed",
        subject=agreement.number,
        actor=user,
        partner=agreement.partner,
        details={"obligation": due.code, "due": due.due_date.isoformat()},
    )
