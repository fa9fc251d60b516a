"""Save a dialect: a new one, or the next version of one."""

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from portal.accounts.models import Partner, User
from portal.audit.record_event import record_event
from portal.refused import Refused
from usage.dialects.access import require_editor
from usage.dialects.definition import Definition
from usage.dialects.differences import differences
from usage.models import Dialect, DialectVersion


def save_dialect(
    *,
    by: User,
    partner: Partner,
    name: str,
    definition: Definition,
    dialect: Dialect | None = None,
    after: int = 0,
) -> DialectVersion:
    """The version that holds from now on; those before stay as they are, with the reports read in them.

    after: the number of the version that was changed. Raises Refused: `name_taken`, `nothing_changed`,
    `changed_meanwhile`, `dialect_retired`; Http404, PermissionDenied.
    """
    require_editor(by, partner)
    try:
        with transaction.atomic():
            return _save(by, partner, name, definition, dialect, after)
    except IntegrityError as fault:
        if "dialect_name_once" not in str(fault) and "dialect_code_once" not in str(fault):
            raise
        sentence = _("There is a dialect called “%(name)s” already. Choose another name, or change that one.")
        raise Refused("name_taken", sentence % {"name": name}) from fault


def _save(
    by: User, partner: Partner, name: str, definition: Definition, dialect: Dialect | None, after: int
) -> DialectVersion:
    changes = []
    if dialect is None:
        dialect = Dialect.objects.create(partner=partner, name=name, code=_code(partner, name), made_by=by)
    else:
        dialect = Dialect.objects.select_for_update().get(pk=dialect.pk)
        changes = _require_change(dialect, name, definition, after)
        if dialect.name != name:
            dialect.name = name
            dialect.save(update_fields=["name"])
    version = DialectVersion.objects.create(
        dialect=dialect,
        partner=partner,
        number=after + 1,
        definition=definition.as_json(),
        made_by=by,
    )
    record_event(
        event="dialect.saved",
        subject=f"dialect {dialect.pk}",
        actor=by,
        partner=partner,
        details={"dialect": dialect.code, "version": version.number, "changed": changes},
    )
    return version


def _require_change(dialect: Dialect, name: str, definition: Definition, after: int) -> list[str]:
    """The places that differ from the version before."""
    if dialect.retired_at:
        raise Refused("dialect_retired", _("This dialect is no longer in use. Make a new one."))
    current = dialect.current
    if current.number != after:
        sentence = _("Version %(number)s was saved meanwhile. Look at it, then change that one.")
        raise Refused("changed_meanwhile", sentence % {"number": current.number})
    changed = [each.place for each in differences(current.read, definition)]
    if not changed and name == dialect.name:
        raise Refused("nothing_changed", _("Nothing differs from the version in use, so nothing was saved."))
    return changed


def _code(partner: Partner, name: str) -> str:
    """From the name; numbered where it was used before, since codes stay taken."""
    stem = slugify(name)[:50] or "dialect"
    taken = set(Dialect.objects.filter(partner=partner, code__startswith=stem).values_list("code", flat=True))
    number = 1
    while (code := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return code
