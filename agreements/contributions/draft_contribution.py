"""Begin a contribution: one side's draft, which the other does not see."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.contributions.offer import Offer, checked
from agreements.lock_draft import lock_agreement
from agreements.models import Agreement, Contribution
from agreements.who_decides import side_of
from portal.accounts.give_number import give_number
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused

LONGEST_TEXT = 10_000


@dataclass(frozen=True, slots=True)
class Work:
    """What was or will be done, and how it is valued; `claimed_value` in settlement currency."""

    kind: str
    title: str
    description: str = ""
    method: str = Contribution.Method.COST
    tariff_code: str = ""
    claimed_value: Decimal | None = None


@transaction.atomic
def draft_contribution(*, by: User, agreement: Agreement, work: Work, offer: Offer) -> Contribution:
    """A draft of the person's side, which files it once it is complete.

    The partner's administrator, or staff of the contracts role. Raises Refused: `no_title`, `too_long`, those
    of `checked`.
    """
    party = side_of(by, agreement.partner)
    agreement = lock_agreement(agreement)
    require_words(work)
    offer = checked(agreement, offer, party=party, method=work.method, tariff_code=work.tariff_code)
    row = Contribution.objects.create(
        agreement=agreement,
        partner=agreement.partner,
        code=give_number(prefix="CON", year=timezone.now().year, digits=4),
        party=party,
        offered_by=party,
        drafted_by=by,
        **work_columns(work),
        **offer.columns(),
    )
    record_event(
        event="contribution.drafted",
        subject=f"{agreement.number} {row.code}",
        actor=by,
        partner=agreement.partner,
        details={"party": party, "kind": row.kind},
    )
    return row


def work_columns(work: Work) -> dict:
    """As the row has them; a tariff is named only by what it values."""
    by_tariff = work.method == Contribution.Method.TARIFF
    return {
        "kind": work.kind,
        "title": work.title.strip(),
        "description": work.description.strip(),
        "method": work.method,
        "tariff_code": work.tariff_code if by_tariff else "",
        "claimed_value": work.claimed_value,
    }


def require_words(work: Work) -> None:
    """Raises Refused: `no_title`, `too_long`."""
    if not work.title.strip():
        raise Refused("no_title", _("Give it a title, by which both sides know it."))
    if len(work.title) > 200 or len(work.description) > LONGEST_TEXT:
        sentence = _("The title has at most 200 characters, the description %(number)s.")
        raise Refused("too_long", sentence % {"number": LONGEST_TEXT})
