"""Reports behind a settlement."""

import hashlib

from agreements.operations.periods_on import reporter_on
from portal.accounts.models import User
from portal.files.models import StoredFile
from usage.models import Period, Report


def make_report(period: Period, by: User, name: str, **fields) -> Report:
    """A submitted report; its bytes are not there."""
    file = StoredFile.objects.create(
        partner=period.partner,
        content=f"reports/{name}",
        name=name,
        size=1,
        sha256=hashlib.sha256(name.encode()).hexdigest(),
        stored_by=by,
    )
    values = {
        "state": "submitted",
        "submitted_by": by,
        "attestation": "These figures are complete.",
        **fields,
    }
    return Report.objects.create(
        agreement=period.agreement,
        period=period,
        partner=period.partner,
        reporter=reporter_on(period.agreement, period.from_date),
        file=file,
        uploaded_by=by,
        **values,
    )
