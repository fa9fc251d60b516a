"""Pages that exist in the demo only: the mail that would have been sent."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_info
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.notices import access
from portal.notices.tables import MailFilters, MailTable, language_name
from portal.web.listing import list_page


@require_safe
@never_cache
def demo_mail(request) -> HttpResponse:
    return list_page(
        request,
        queryset=access.demo_mails(),
        table_class=MailTable,
        filter_class=MailFilters,
        template="notices/demo_mails.html",
        name="mail",
    )


@require_safe
@never_cache
def read_demo_mail(request, mail: int) -> HttpResponse:
    """One mail, its words set in our page: what was sent is never run."""
    found = access.demo_mail(mail)
    shown = {
        "mail": found,
        "paragraphs": found.text.split("\n\n"),
        "language_name": language_name(found.language),
        "direction": "rtl" if _is_bidi(found.language) else "ltr",
    }
    return render(request, "notices/demo_mail.html", shown)


def _is_bidi(language: str) -> bool:
    try:
        return get_language_info(language)["bidi"]
    except KeyError:
        return False
