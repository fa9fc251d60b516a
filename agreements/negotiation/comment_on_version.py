"""Say something about proposed terms, on a clause or on the whole."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.lock_draft import lock_version
from agreements.models import TermsComment, Version
from agreements.negotiation.propose_version import STANDING
from agreements.negotiation.sides import COMMENTS, STAFF_COMMENTS, side_of, tell
from agreements.sides import other
from portal.accounts.models import User
from portal.audit.record_event import record_event

LONGEST = 10_000


@transaction.atomic
def comment_on_version(*, version: Version, by: User, text: str, clause_number: str = "") -> TermsComment:
    """Written once, read by both sides. `clause_number`: of a clause of the version, or one its rules name.

    Http404 for outsiders, PermissionDenied without a role; ValidationError where the version is neither
    proposed nor approved, the clause is none of it, or the text is empty or too long.
    """
    party = side_of(by, version.agreement.partner, roles=COMMENTS, staff=STAFF_COMMENTS)
    version = lock_version(version)
    text = text.strip()
    if version.state not in STANDING:
        message = _("Only proposed terms are commented on. Load the page again to see what became of them.")
        raise ValidationError(message, "not_proposed")
    if not text or len(text) > LONGEST:
        message = _("Write what you want to say, in at most %(most)s characters.")
        raise ValidationError(message, "bad_text", {"most": LONGEST})
    if clause_number and clause_number not in clause_numbers(version):
        message = _("This version has no clause %(number)s. Load the page again.")
        raise ValidationError(message, "no_clause", {"number": clause_number[:20]})
    comment = TermsComment.objects.create(
        version=version,
        partner=version.partner,
        clause_number=clause_number,
        party=party,
        author=by,
        text=text,
    )
    tell(kind="version_commented", version=version, to=other(party), by=by, staff=STAFF_COMMENTS)
    record_event(
        event="version.commented",
        subject=version.agreement.number,
        actor=by,
        partner=version.partner,
        details={"version": version.number, "clause": clause_number},
    )
    return comment


def clause_numbers(version: Version) -> set[str]:
    """The clauses it has, and those its rules and rights name."""
    return {
        *version.clauses.values_list("number", flat=True),
        *version.rules.exclude(clause="").values_list("clause", flat=True),
        *version.grants.exclude(clause="").values_list("clause", flat=True),
    }
