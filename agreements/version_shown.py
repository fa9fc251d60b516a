"""A version with what its page fragment shows."""

from django.utils import timezone

from agreements.clauses.words_of import words_of
from agreements.models import Version
from agreements.operations.words_of import operations_shown
from agreements.terms_on_page import facts, rule_cards, scope_words


def version_shown(version: Version) -> dict:
    """A version with what its page fragment shows."""
    today = timezone.localdate()
    ended = version.to_date is not None and version.to_date <= today
    when = "past" if ended else "coming" if version.from_date > today else "now"
    return {
        "version": version,
        "facts": facts(version),
        "cards": rule_cards(version),
        "grants": [(grant, scope_words(grant)) for grant in version.grants.all()],
        "operations": operations_shown(version),
        "tariff": version.tariff.all(),
        "when": when,
        **words_of(version, when),
    }
