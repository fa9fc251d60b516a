"""What every page knows."""

from django.conf import settings
from django.utils.translation import get_language_bidi


def page(request):
    return {
        "text_direction": "rtl" if get_language_bidi() else "ltr",
        "languages": settings.LANGUAGES,
        "demo": settings.DEMO,
    }
