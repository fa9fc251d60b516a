"""Take in the file of a filled-in upload form."""

from portal.accounts.models import User
from portal.files.in_storage import InStorage
from usage.access import side_on
from usage.audience import Audience, visible_agreement
from usage.dialects.offered import chosen_dialect
from usage.forms import UploadForm
from usage.models import Report
from usage.periods.open_period import open_period
from usage.receive_report import receive_report


def hand_in(*, audience: Audience, by: User, form: UploadForm, replaces: Report | None) -> Report:
    """Of a valid form, whose file comes with it or lies in storage already. Raises as receive_report does."""
    number, label = form.agreement_and_label
    agreement = visible_agreement(audience, by, number)
    period = open_period(agreement=agreement, label=label)
    file = form.cleaned_data["file"]
    return receive_report(
        by=by,
        agreement=agreement,
        period=period,
        reporter=side_on(agreement, period.from_date, counter=form.is_counter),
        content=file if isinstance(file, InStorage) else file.file,
        name=file.name,
        correction=form.cleaned_data["correction"],
        replaces=replaces,
        counter=form.is_counter,
        control_totals=form.control_totals(agreement.partner),
        dialect=chosen_dialect(form.dialect_id, agreement),
    )
