"""What may be declared, in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from usage.dialects.definition import PATTERNS

SEPARATORS = [
    (",", _("comma  ,")),
    (";", _("semicolon  ;")),
    ("\t", _("tab")),
    ("|", _("bar  |")),
]
ENCODINGS = [("utf-8", "UTF-8"), ("windows-1252", "Windows-1252 (ANSI)"), ("utf-16", "UTF-16")]
DECIMAL_MARKS = [(".", _("point: 1250.75")), (",", _("comma: 1250,75"))]
GROUPING_MARKS = [
    ("", pgettext_lazy("thousands separator", "none: 1250000")),
    (",", _("comma: 1,250,000")),
    (".", _("point: 1.250.000")),
    ("'", _("apostrophe: 1’250’000")),
    (" ", _("space: 1 250 000")),
]
NEGATIVES = [
    ("minus", _("a minus before them: -5")),
    ("trailing", _("a minus before or behind them: 5-")),
    ("parentheses", _("a minus or parentheses: (5)")),
]
DAY_PATTERNS = [(each, each) for each in PATTERNS]
SEPARATOR_NAMES = dict(SEPARATORS)
