"""The mails that say something happened to a question or dispute."""

from django.urls import reverse

from agreements.sides import other
from portal.accounts.models import User
from portal.notices.notify import notify
from settlements.disputes.models import Dispute, Question, Side
from settlements.disputes.sides import people_of


def tell_other_side(*, kind: str, thread: Question | Dispute, side: str, by: User, signing=False) -> int:
    """One mail to everybody of the side that is not `side`; what was written stays on the page it leads to.

    `signing`: the partner's signatories are told too. How many mails.
    """
    return tell_of(kind=kind, thread=thread, receiver=other(side), writer=by.name, signing=signing)


def tell_of(
    *, kind: str, thread: Question | Dispute, receiver: str, writer: str = "", signing=False, **more
) -> int:
    """As `tell_other_side`, to everybody of the side `receiver`; without a writer where the clock did it."""
    people = people_of(receiver, thread.partner, signing=signing)
    return tell_people(kind=kind, thread=thread, receiver=receiver, people=people, writer=writer, **more)


def tell_people(
    *, kind: str, thread: Question | Dispute, receiver: str, people: list[User], writer: str = "", **more
) -> int:
    """Those people of the side `receiver` alone. `more` is what the mail says beside."""
    prefix = "staff_" if receiver == Side.LICENSOR else ""
    name, key = ("dispute", thread.number) if isinstance(thread, Dispute) else ("question", thread.pk)
    return notify(
        people=people,
        kind=kind,
        context={
            "number": str(key),
            "subject": getattr(thread, "subject", ""),
            "statement": thread.statement.number if thread.statement else "",
            "agreement": thread.agreement.number,
            "period": "" if thread.statement else thread.period.label,
            "writer": writer,
            "partner": thread.partner.name,
            **more,
        },
        link=reverse(f"{prefix}{name}", args=[key]),
        partner=thread.partner,
    )
