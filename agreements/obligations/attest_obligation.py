"""Say, by name, that an obligation is met."""

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement, ObligationDue
from agreements.obligations.lifecycle import DUE
from agreements.obligations.owners import owner_of, owners_of
from portal.accounts.access import is_staff, require_role, require_staff
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole
from portal.audit.record_event import record_event
from portal.files.store_evidence import store_evidence
from portal.refused import Refused

State = ObligationDue.State
LONGEST = 10_000


@transaction.atomic
def attest_obligation(
    *, due: ObligationDue, by: User, statement: str, file: File | None = None
) -> ObligationDue:
    """Only its named owner. `statement`: what was done; `file` where evidence is needed, else as one likes.

    Outsiders: Http404; anybody else: PermissionDenied. Raises Refused: `no_statement`, `no_evidence`,
    `not_open`, and what `store_file` says.
    """
    row = lock_due(due)
    if refusal := why_not_attest(row, by):
        raise PermissionDenied(refusal)
    if row.state != State.OPEN:
        raise not_open(row)
    statement = statement.strip()
    if not statement or len(statement) > LONGEST:
        raise Refused("no_statement", _("Say in at most 10,000 characters what was done."))
    if row.obligation.evidence_needed and not file:
        raise Refused("no_evidence", _("This obligation needs evidence. Attach the report or another file."))
    DUE.check(row.state, State.ATTESTED)
    row.state, row.statement = State.ATTESTED, statement
    row.attested_by, row.attested_at = by, timezone.now()
    if file:
        row.evidence = store_evidence(file=file, partner=row.partner, by=by)
    row.save(update_fields=["state", "statement", "attested_by", "attested_at", "evidence"])
    record_event(
        event="obligation.attested",
        subject=row.agreement.number,
        actor=by,
        partner=row.partner,
        details={
            "obligation": row.code,
            "due": row.due_date.isoformat(),
            "sha256": row.evidence.sha256 if row.evidence else "",
        },
    )
    return row


def why_not_attest(due: ObligationDue, user: User) -> str:
    """The sentence for whoever is not its owner; empty for the owner. Outsiders: Http404."""
    if is_staff(user):
        require_staff(user)
    else:
        require_role(user, due.partner, *PartnerRole)
    owner = owner_of(due.obligation, owners_of(due.agreement))
    if owner is None:
        return _(
            "Nobody answers for this obligation yet. First its party names a person, who then attests it."
        )
    if owner.pk != user.pk or is_staff(user) != (due.obligation.party == Agreement.Party.LICENSOR):
        sentence = _("Only %(name)s, who answers for this obligation, attests it.")
        return sentence % {"name": owner.name}
    return ""


def lock_due(due: ObligationDue) -> ObligationDue:
    rows = ObligationDue.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("agreement", "partner", "obligation__version", "obligation__owner").get(
        pk=due.pk
    )


def not_open(due: ObligationDue) -> Refused:
    sentence = _("This is no longer open: it is “%(state)s”. Load the page again.")
    return Refused("not_open", sentence % {"state": due.get_state_display()})
