"""The words of a mail: one template gives the subject and both versions."""

import html
import re
from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

ISOLATES = {"<bdi>": "\u2068", "</bdi>": "\u2069"}


class Words(NamedTuple):
    subject: str
    text: str


def words_of(*, kind: str, language: str, context: dict[str, Any]) -> Words:
    """Renders templates/notices/<kind>.txt: first line the subject, then a blank line, then paragraphs.

    The template may use the formats of pages; what marks up a figure there is taken out here.
    """
    with translation.override(language):
        given = {"portal_name": _("Revenue share"), "site_url": settings.SITE_URL, **context}
        page = render_to_string(f"notices/{kind}.txt", given).strip()
        if translation.get_language_bidi():
            for tag, mark in ISOLATES.items():
                page = page.replace(tag, mark)
    # The template escapes what it is given, so the tags left are its own.
    subject, _break, text = html.unescape(strip_tags(page)).partition("\n")
    lines = "\n".join(line.strip() for line in text.splitlines())
    return Words(" ".join(subject.split()), re.sub(r"\n{3,}", "\n\n", lines).strip())


def html_of(*, subject: str, text: str, link: str, language: str) -> str:
    """The same words in the shared frame, with the link as a button."""
    with translation.override(language):
        given = {
            "subject": subject,
            "paragraphs": text.split("\n\n"),
            "link": link,
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "portal_name": _("Revenue share"),
            "site_url": settings.SITE_URL,
        }
        return render_to_string("notices/frame.html", given)
