"""Accept a statement as right, which ends the time to dispute it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import require_role
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.balances.lock_books import lock_books
from settlements.disputes.lifecycle import LIVE
from settlements.disputes.models import Dispute
from settlements.disputes.sides import SIGNS
from settlements.statements.final import require_not_final
from settlements.statements.models import Acceptance, Statement


@transaction.atomic
def accept_statement(*, by: User, statement: Statement, digest: str) -> Acceptance:
    """The statement is final from now; again by anybody: Refused `final`.

    `digest`: of the version that the person saw. The partner's signatory. Raises Refused: `restated` (another
    version was issued since), `final`, `dispute_open`.
    """
    require_role(by, statement.partner, *SIGNS)
    # The lock that opening a dispute and issuing a version take first.
    lock_books(partner=statement.partner)
    newest = Statement.objects.filter(number=statement.number).order_by("-version").first()
    if newest is None or newest.digest != digest:
        sentence = _("%(number)s was restated just now. Read the new version first.")
        raise Refused("restated", sentence % {"number": statement.number})
    require_not_final(newest)
    _require_undisputed(newest)
    acceptance = Acceptance.objects.create(
        statement=newest,
        partner=newest.partner,
        digest=newest.digest,
        accepted_by=by,
        accepted_at=timezone.now(),
    )
    record_event(
        event="statement.accepted",
        subject=newest.number,
        actor=by,
        partner=newest.partner,
        details={"version": newest.version, "digest": newest.digest},
    )
    return acceptance


def _require_undisputed(statement: Statement) -> None:
    rows = Dispute.objects.filter(statement__number=statement.number, state__in=LIVE)
    if (dispute := rows.order_by("pk").first()) is not None:
        sentence = _(
            "%(number)s is in dispute %(dispute)s. Accept or refuse its outcome, or have it withdrawn, then "
            "accept the statement."
        )
        names = {"number": statement.number, "dispute": dispute.number}
        raise Refused("dispute_open", sentence % names)
