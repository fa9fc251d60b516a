"""The questions about a period's figures of both sides, for the page on which those stand."""

from django.urls import reverse

from portal.accounts.access import is_staff
from portal.accounts.models import User
from settlements.disputes.access import questions_of, staff_questions
from settlements.disputes.acts import why_not_speak
from settlements.disputes.models import Question
from settlements.statements.access import READERS
from usage.models import Period
from usage.reconciliation.said_beside import Note, Said

STATE_KINDS = {"asked": "warn", "answered": "info", "closed": "neutral", "disputed": "neutral"}
"""Of the badges of questions."""


def asked_of_figures(user: User, period: Period, staff: bool) -> Said:
    """By row; those who may not read questions see none. Where the reader may ask, the address to do so."""
    prefix = "staff_" if staff else ""
    notes: dict[str, list[Note]] = {}
    for each in _questions(user, period, staff):
        note = Note(
            text=each.subject,
            url=reverse(f"{prefix}question", args=[each.pk]),
            state=each.get_state_display(),
            kind=STATE_KINDS[each.state],
        )
        notes.setdefault(each.row, []).append(note)
    why_not = why_not_speak(user, period.partner, staff=staff)
    names = [period.agreement.number, period.label]
    return Said(notes, "" if why_not else reverse(f"{prefix}ask_about_figures", args=names), why_not)


def _questions(user: User, period: Period, staff: bool) -> list[Question]:
    if not staff:
        return list(questions_of(user, period.partner).filter(period=period))
    return list(staff_questions(user).filter(period=period)) if is_staff(user, *READERS) else []
