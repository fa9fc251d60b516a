"""Change what an organisation is called, where it is, and the language of its documents."""

from django.db import transaction

from portal.accounts.access import is_staff
from portal.accounts.models import Partner, User
from portal.audit.changes import changes
from portal.audit.record_event import record_event
from portal.partners.checked_address import checked_address
from portal.partners.organisation_access import require_editor
from portal.partners.unique_name import require_unique_name
from portal.web.plain_text import plain_text


@transaction.atomic
def edit_organisation(
    *,
    by: User,
    partner: Partner,
    legal_name: str,
    town: str,
    country: str,
    language: str,
    street: str = "",
    postal_code: str = "",
    region: str = "",
    name: str | None = None,
) -> Partner:
    """The partner with these; documents issued before keep what they say. `name` is staff's to change.

    Raises Refused: `incomplete`, `bad_country`, `bad_language`, `unseen_character`, `name_taken`.
    """
    require_editor(by, partner)
    row = Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
    given = checked_address(
        legal_name=legal_name,
        street=street,
        postal_code=postal_code,
        town=town,
        region=region,
        country=country,
        language=language,
    )
    if name is not None and is_staff(by):
        given |= plain_text(name=name)
        require_unique_name(given["name"], besides=row)
    changed = changes(row, given)
    if not changed:
        return row
    for field, value in given.items():
        setattr(row, field, value)
    row.save(update_fields=list(changed))
    record_event(
        event="organisation.edited", subject=row.code, actor=by, partner=row, details={"changed": changed}
    )
    return row
