"""The terms in words as a plain text to keep."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from agreements.models import Version
from agreements.words.terms_in_words import terms_in_words


def words_as_text(version: Version) -> str:
    """Title, sections, a sentence a line; ends with a line feed."""
    agreement = version.agreement
    title = _("%(number)s, version %(version)s: the terms in words") % {
        "number": agreement.number,
        "version": version.number,
    }
    parts = [f"{title}\n{agreement.title}"]
    parts += ["\n".join([section.title, *section.sentences]) for section in terms_in_words(version)]
    return "\n\n".join(parts) + "\n"


def words_file(version: Version) -> HttpResponse:
    """`<number>-v<version>-words.txt`, in the reader's language."""
    response = HttpResponse(words_as_text(version), content_type="text/plain; charset=utf-8")
    name = f"{version.agreement.number}-v{version.number}-words.txt"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
