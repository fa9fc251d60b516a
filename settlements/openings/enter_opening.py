"""Enter what an agreement carries over from the former books; a second person confirms it."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.lock_draft import lock_agreement
from agreements.models import Agreement
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.engine.exact import plain
from settlements.openings.check_opening import OpeningFault, check_opening
from settlements.openings.figures import MONIES, ZERO, Figures
from settlements.openings.models import AgreementOpening
from settlements.openings.read import live_opening, terms_to_open
from settlements.openings.why_not import ENTERS, why_not_carry_over


class BadOpening(Refused):
    """The figures cannot open the agreement; `faults` has every reason."""

    def __init__(self, faults: list[OpeningFault]) -> None:
        self.faults = faults
        super().__init__("bad_opening", " ".join(each.sentence for each in faults))


@transaction.atomic
def enter_opening(*, agreement: Agreement, figures: Figures, by: User) -> AgreementOpening:
    """The row, in state entered; the one that stands where it says the same.

    Staff of contracts or finance. Raises Refused: `settled`, `entered_already`, `bad_opening` (BadOpening).
    """
    require_staff(by, *ENTERS)
    agreement = lock_agreement(agreement)
    if (standing := live_opening(agreement)) is not None:
        return _same(standing, figures)
    if why := why_not_carry_over(agreement):
        raise Refused("settled", why)
    if faults := check_opening(agreement=agreement, terms=terms_to_open(agreement), figures=figures):
        raise BadOpening(faults)
    row = AgreementOpening.objects.create(
        agreement=agreement, partner=agreement.partner, entered_by=by, **figures.columns()
    )
    record_event(
        event="opening.entered",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details=told(row),
    )
    return row


def told(opening: AgreementOpening) -> dict:
    """The figures as the audit trail keeps them."""
    return {
        "carried_date": opening.carried_date.isoformat(),
        "currency": opening.currency,
        **{name: plain(getattr(opening, name) or ZERO) for name in MONIES},
        "counters": opening.counters,
        "source": opening.source,
    }


def says(opening: AgreementOpening, figures: Figures) -> dict[str, tuple]:
    """Column → (what stands, what is given), where they differ."""
    given = figures.columns()
    return {
        name: (getattr(opening, name), value)
        for name, value in given.items()
        if getattr(opening, name) != value
    }


def _same(standing: AgreementOpening, figures: Figures) -> AgreementOpening:
    if not says(standing, figures):
        return standing
    if standing.state == standing.State.CONFIRMED:
        sentence = _("An opening balance is confirmed already, and never changes.")
    else:
        sentence = _("Another opening balance is entered already. Discard it first, then enter this one.")
    raise Refused("entered_already", sentence)
