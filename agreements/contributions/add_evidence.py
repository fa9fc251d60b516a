"""Add a file to a contribution."""

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.contributions.lifecycle import LIVE, State, locked
from agreements.models import Contribution, ContributionFile
from agreements.who_decides import side_of
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.files.store_evidence import store_evidence
from portal.refused import Refused

MOST = 20


@transaction.atomic
def add_evidence(*, by: User, contribution: Contribution, file: File) -> ContributionFile:
    """Both sides may, while it is not decided; a draft's own side alone. Files are never taken out.

    The partner's administrator, or staff of the contracts role. Raises Refused: `wrong_state`, `too_many`,
    and what `store_file` says of the file.
    """
    party = side_of(by, contribution.partner)
    row = locked(contribution)
    if row.state not in LIVE | {State.DRAFT} or (row.state == State.DRAFT and row.party != party):
        raise Refused("wrong_state", _("This contribution is decided. Evidence no longer changes it."))
    if row.evidence.count() >= MOST:
        sentence = _("A contribution takes %(number)s files. Put several into one.")
        raise Refused("too_many", sentence % {"number": MOST})
    stored = store_evidence(file=file, partner=row.partner, by=by)
    evidence = ContributionFile.objects.create(
        contribution=row, partner=row.partner, party=party, file=stored
    )
    record_event(
        event="contribution.evidence_added",
        subject=f"{row.agreement.number} {row.code}",
        actor=by,
        partner=row.partner,
        details={"party": party, "sha256": stored.sha256},
    )
    return evidence
