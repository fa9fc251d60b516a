"""Whether a version can come into force: its first day, and all versions together as they will stand."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements.access import versions_in_force
from agreements.before_force import check_before_force
from agreements.check_terms import check_terms
from agreements.fault_words import sentence_of
from agreements.models import Version
from agreements.settled_until import settled_until
from agreements.terms_document import version_document
from settlements.engine.faults import InvalidInput


def check_proposal(version: Version) -> None:
    """What a version needs before the other side is asked to read it. Raises ValidationError."""
    _check_rules(version)
    _check_settled(version)
    check_before_force(version, [], proposing=True)


def check_whole(version: Version) -> Version | None:
    """Set the version's end and return the one that ends where it begins, None where there is none.

    It runs until the next version in force, else to the end of the term. Raises ValidationError.
    """
    agreement = version.agreement
    in_force = list(versions_in_force(agreement))
    _check_begin(version, in_force)
    _check_rules(version)
    before = next((each for each in reversed(in_force) if each.from_date < version.from_date), None)
    after = next((each for each in in_force if each.from_date > version.from_date), None)
    _set_end(version, after)
    cut = before if before and (before.to_date is None or before.to_date > version.from_date) else None
    _check_together(version, cut, in_force)
    check_before_force(version, in_force)
    return cut


def _set_end(version: Version, after: Version | None) -> None:
    ends = version.agreement.ends_date
    if after is not None:
        version.to_date = after.from_date
    elif version.to_date is not None and (ends is None or version.to_date != ends):
        version.to_date = None


def _check_begin(version: Version, in_force: list[Version]) -> None:
    agreement = version.agreement
    if not in_force and version.from_date != agreement.starts_date:
        message = _(
            "The first version must begin with the agreement, on %(day)s. Change its first day, or bring the "
            "version of that day into force first."
        )
        raise ValidationError(message, "not_from_start", {"day": agreement.starts_date})
    if any(each.from_date == version.from_date for each in in_force):
        message = _("Another version in force begins on that day. Let this one begin later.")
        raise ValidationError(message, "day_taken")
    if agreement.ends_date is not None and version.from_date >= agreement.ends_date:
        message = _("The agreement ends before this version begins. Renew it first, or choose another day.")
        raise ValidationError(message, "outside_term")
    _check_settled(version)


def _check_settled(version: Version) -> None:
    settled = settled_until(version.agreement)
    if settled is not None and version.from_date < settled and not version.dated_back:
        message = _(
            "Everything before %(day)s is settled. Let it begin later, or say in the draft that it may "
            "begin on settled days, which are then settled anew."
        )
        raise ValidationError(message, "already_settled", {"day": settled})


def _check_rules(version: Version) -> None:
    if not version.rules.exists():
        raise ValidationError(_("This version has no rate rules. Add at least one."), "no_rules")


def _check_together(version: Version, cut: Version | None, in_force: list[Version]) -> None:
    """The engine must accept all versions together as they will stand (FORMULA section 10)."""
    terms: list[dict[str, Any]] = [version_document(version)]
    for other in in_force:
        document = version_document(other)
        if other == cut:
            document["to"] = version.from_date.isoformat()
        terms.append(document)
    try:
        check_terms(agreement=version.agreement, terms=terms)
    except InvalidInput as error:
        numbers = [document["version"] for document in terms]
        raise ValidationError([sentence_of(fault, numbers) for fault in error.faults]) from error
