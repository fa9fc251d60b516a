"""A partner hands in proof that it paid."""

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_role
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole
from portal.audit.record_event import record_event
from portal.files.store_evidence import store_evidence
from portal.refused import Refused
from settlements.payouts.lifecycle import require_move
from settlements.payouts.models import Remittance
from settlements.payouts.proofs.models import RemittanceProof
from settlements.payouts.receipts import locked_remittance

ROLES = (PartnerRole.FINANCE, PartnerRole.ADMIN)
MOST = 10


@transaction.atomic
def add_payment_proof(*, remittance: Remittance, file: File, by: User) -> RemittanceProof:
    """Staff look at it beside the bank's statement. Files are never taken out.

    Finance people and administrators of the partner, while the request is open. Raises Refused:
    `wrong_state`, `too_many`, and what `store_file` says of the file.
    """
    require_role(by, remittance.partner, *ROLES)
    row = locked_remittance(remittance)
    require_move(row, row.State.RECEIVED)
    if row.proofs.count() >= MOST:
        sentence = _("A request takes %(number)s files. Put several into one.")
        raise Refused("too_many", sentence % {"number": MOST})
    stored = store_evidence(file=file, partner=row.partner, by=by)
    proof = RemittanceProof.objects.create(partner=row.partner, remittance=row, file=stored, added_by=by)
    record_event(
        event="remittance.proof_added",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={"sha256": stored.sha256},
    )
    return proof
