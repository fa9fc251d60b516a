"""The terms of a version in the reader's language, generated from its rows: nothing is typed twice."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.models import RateRule, Version
from agreements.words import condition_sentences, scope_sentences
from agreements.words.rule_in_words import rule_in_words
from portal.accounts.access import licensor


@dataclass(frozen=True, slots=True)
class Section:
    """A title and whole sentences under it, plain text. `rule` is set where they are about one."""

    title: str
    sentences: list[str]
    rule: RateRule | None = None


def terms_in_words(version: Version) -> list[Section]:
    """Everything the version says, as `versions_with_rules` reads it, in the active language.

    Rules come in the order of their codes. Raises Http404 before there is a licensor.
    """
    general = condition_sentences.general(version, licensor().legal_name)
    rules = list(version.rules.all())
    sections = [Section(_("In general"), list(general))]
    sections += [Section(_title(rule), rule_in_words(rule, version), rule) for rule in rules]
    if not rules:
        sections.append(Section(_("Rates"), [_("No rate is agreed yet, so nothing is shared.")]))
    if rights := rights_in_words(version):
        sections.append(Section(_("Exclusive rights"), rights))
    sections.append(Section(_("Limits"), list(condition_sentences.limits(version))))
    sections.append(Section(_("Payment"), list(condition_sentences.payment(version))))
    return sections


def rights_in_words(version: Version) -> list[str]:
    """The exclusive rights, in the order of their codes; empty where there are none."""
    said = [sentence for grant in version.grants.all() for sentence in scope_sentences.of_right(grant)]
    if said:
        said.append(_("A price per unit rises by the same percentage where an exclusive right holds."))
    return said


def _title(rule: RateRule) -> str:
    if rule.clause:
        return _("Rule %(code)s (clause %(clause)s)") % {"code": rule.code, "clause": rule.clause}
    return _("Rule %(code)s") % {"code": rule.code}
