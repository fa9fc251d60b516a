"""What every page knows."""

from functools import cache

from django.conf import settings
from django.utils.translation import get_language_bidi, get_language_info
from django.utils.translation import gettext as _

THEME_COOKIE = "theme"
STYLESHEETS = [
    f"css/{name}.css"
    for name in ("tokens", "base", "layout", "elements", "menus", "forms", "tables", "staff")
]
MODULES = [f"js/{name}.js" for name in ("menus", "dialogs", "file-drop", "submit-once", "live")]


@cache
def _languages() -> list[tuple[str, str]]:
    return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


def reader_theme(request) -> str:
    """`light` or `dark` as the reader chose, empty for as the device has it."""
    chosen = getattr(getattr(request, "user", None), "theme", "") or request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in {"light", "dark"} else ""


def page(request):
    return {
        "portal_name": _("Revenue share"),
        "text_direction": "rtl" if get_language_bidi() else "ltr",
        "languages": _languages(),
        "theme": reader_theme(request),
        "stylesheets": STYLESHEETS,
        "modules": MODULES,
        "demo": settings.DEMO,
    }
