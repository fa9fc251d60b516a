"""The terms of a version in words and its rules tried, for both audiences."""

from django.urls import path

from agreements import version_pages
from agreements.audience import PARTNER, STAFF, Audience

_ALL = "agreements/<agreement_number:number>/agreement-terms.json"
_VERSION = "agreements/<agreement_number:number>/versions/<int:version>/"


def _reading(audience: Audience, place: str) -> list:
    pages = [
        ("words/", version_pages.version_words, "version_words"),
        ("words.txt", version_pages.version_words_text, "version_words_text"),
        ("rules/<int:rule>/example/", version_pages.rule_example, "rule_example"),
    ]
    return [
        path(f"{place}{end}", audience.page(view), name=f"{audience.prefix}{name}")
        for end, view, name in pages
    ]


urlpatterns = [
    *_reading(PARTNER, _VERSION),
    *_reading(STAFF, f"staff/{_VERSION}"),
    *(
        path(f"{place}{_ALL}", audience.page(version_pages.all_terms), name=f"{audience.prefix}all_terms")
        for audience, place in ((PARTNER, ""), (STAFF, "staff/"))
    ),
]
