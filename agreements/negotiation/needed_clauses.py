"""No agreement without the clauses its purpose needs."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements.models import Agreement, Clause, Version


def needed_clauses(agreement: Agreement, version: Version, in_force: list[Version]) -> None:
    """Raises ValidationError that names the kinds still missing (Clause.NEEDED)."""
    kinds = set(version.clauses.exclude(text="").values_list("kind", flat=True))
    missing = [str(kind.label) for kind in Clause.NEEDED if kind not in kinds]
    if missing:
        message = _("Clauses are missing: %(kinds)s. Add them before this version is proposed.")
        raise ValidationError(message, "clauses_missing", {"kinds": "; ".join(missing)})
