"""What every template may use without loading: formats, icons, links that know where they are."""

from contextlib import suppress
from datetime import datetime
from functools import lru_cache

import lucide
from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.web import formats

register = template.Library()

NONE_SHOWN = "–"
_KIND_ICONS = {"good": "circle-check", "warn": "triangle-alert", "bad": "circle-alert", "info": "info"}
_NOTICE_KINDS = {"success": "good", "warning": "warn", "error": "bad"}
_FLIPPED = frozenset({"arrow-left", "arrow-right", "chevron-left", "chevron-right", "log-out"})


def _shown(write, value, *args):
    """What `write` makes of the value, isolated from the text around it; what it cannot read, as it is."""
    if value is None or value == "":
        return NONE_SHOWN
    try:
        return format_html("<bdi>{}</bdi>", write(value, *args))
    except (ValueError, TypeError, AttributeError, OverflowError):
        return value


@register.filter
def money(value, currency):
    """`{{ amount|money:currency }}`: with the currency's decimals, or all of the amount's own."""
    return _shown(formats.money, value, str(currency))


@register.filter
def signed_money(value, currency):
    """A difference, with its plus or minus sign."""
    return _shown(_signed, value, str(currency))


def _signed(value, currency: str) -> str:
    plus = "\u200e+" if formats.reader_locale().language == "ar" else "+"
    shown = formats.money(value, currency)
    return f"{plus}{shown}" if formats.decimal_of(value) > 0 else shown


@register.filter
def isolated(text):
    """A name in a sentence of the other direction: its full stop stays where it belongs."""
    return _shown(str, text)


@register.filter
def exact(value):
    """The whole number, grouped."""
    return _shown(formats.exact, value)


@register.filter
def percent(rate):
    """0.035 as 3.5%."""
    return _shown(formats.percent, rate)


@register.filter
def day(value):
    return _shown(formats.day, value)


@register.filter
def days(from_date, to_date):
    """`{{ version.from_date|days:version.to_date }}`: a half-open range."""
    return _shown(formats.days, from_date, to_date)


@register.filter
def period(label):
    return _shown(formats.period, label)


@register.filter
def moment(value, zone="UTC"):
    """`{{ issued_at|moment:agreement.time_zone }}`, machine-readable too."""
    if not isinstance(value, datetime):
        return NONE_SHOWN if value is None else value
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), formats.instant(value, zone))


@register.filter
def country(code):
    return formats.country(str(code)) if code else NONE_SHOWN


@register.filter
def filesize(size):
    return _shown(formats.filesize, size)


@register.filter
def unlocalized(value):
    """A number for machines, in an attribute."""
    return f"{value:f}" if hasattr(value, "as_tuple") else str(value)


@register.filter
def page_numbers(page):
    """Page numbers to link, 0 for a gap."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else 0 for number in numbers]


@register.filter
def kind_icon(kind):
    return _KIND_ICONS.get(kind, "info")


@register.filter
def notice_kind(level_tag):
    return _NOTICE_KINDS.get(level_tag, "info")


@lru_cache(maxsize=256)
def _icon(name: str) -> SafeString:
    classes = "icon icon-flip" if name in _FLIPPED else "icon"
    options = {"class": classes, "aria-hidden": "true", "focusable": "false"}
    return mark_safe(lucide._render_icon(name, None, **options))  # noqa: S308 - the wheel's own drawing


@register.simple_tag
def icon(name):
    """A lucide icon, hidden from screen readers: a word always stands beside it. Unknown: nothing."""
    with suppress(lucide.IconDoesNotExist):
        return _icon(str(name))
    return ""


def _address(name, *args) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.simple_tag
def url_if(name, *args):
    """The address of a page, empty where this installation has no such page."""
    return _address(name, *args)


def _link(context, name, text, symbol, css_class):
    url = _address(name)
    if not url:
        return ""
    path = getattr(context.get("request"), "path", "")
    is_root = url.strip("/") in {"", "staff"}
    current = "page" if path == url else "true" if path.startswith(url) and not is_root else ""
    return format_html(
        '<li><a class="{}" href="{}"{}>{}{}</a></li>',
        css_class,
        url,
        format_html(' aria-current="{}"', current) if current else "",
        icon(symbol),
        text,
    )


@register.simple_tag(takes_context=True)
def nav_link(context, name, text, symbol):
    """An item of the main navigation; nothing where the page does not exist (yet)."""
    return _link(context, name, text, symbol, "nav-link")


@register.simple_tag(takes_context=True)
def menu_link(context, name, text, symbol):
    return _link(context, name, text, symbol, "menu-item")


@register.tag
def capture(parser, token):
    """`{% capture name %}…{% endcapture %}`: the text, stripped, under a name."""
    _tag, name = token.split_contents()
    nodes = parser.parse(("endcapture",))
    parser.delete_first_token()
    return Capture(name, nodes)


class Capture(template.Node):
    def __init__(self, name: str, nodelist) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context) -> str:
        text = self.nodelist.render(context).strip()
        context[self.name] = mark_safe(text)  # noqa: S308 - rendered by the template, escaped there
        return ""
