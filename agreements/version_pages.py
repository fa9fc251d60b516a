"""One version for reading: its terms, the same in words, and each rule tried with a volume."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements import access
from agreements.audience import Audience
from agreements.example.shown_example import example_of_rule
from agreements.terms_file import agreement_terms_file
from agreements.terms_on_page import scope_words
from agreements.words.terms_in_words import terms_in_words
from agreements.words.words_file import words_file


def version_words(request, audience: Audience, number, version):
    found = audience.version(request.user, number, version, page="version_words")
    shown = audience.context(agreement=found.agreement, version=found, sections=terms_in_words(found))
    return render(request, "agreements/reading/words.html", shown)


@require_safe
def version_words_text(request, audience: Audience, number, version):
    return words_file(audience.version(request.user, number, version, page="version_words_text"))


@require_safe
def all_terms(request, audience: Audience, number):
    """Everything in force as `agreement-terms/1`."""
    return agreement_terms_file(audience.agreement(request.user, number, "all_terms"))


@require_safe
def rule_example(request, audience: Audience, number, version, rule):
    """A rule tried with a volume; the form is sent by GET, for nothing changes."""
    found = audience.version(request.user, number, version, "rule_example", access.versions_listed)
    row = access.rule_of(found, rule)
    shown = audience.context(
        agreement=found.agreement,
        version=found,
        rule=row,
        scope=scope_words(row),
        **example_of_rule(found, row, request.GET),
    )
    template = "_example_page" if request.headers.get("HX-Request") else "example"
    return render(request, f"agreements/reading/{template}.html", shown)
