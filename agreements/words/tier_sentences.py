"""Sentences about the tiers of a rule. Each is one whole text: a language may turn it round as it likes.

`{bound}`, `{lower}`, `{upper}` are amounts or quantities, whichever the tiers count.
"""

from django.utils.translation import gettext_lazy as _

# (what the share is taken of) → one rate for everything
SHARE = {
    "net_revenue": _("{rate} of net revenue."),
    "gross_revenue": _("{rate} of gross revenue."),
}
PRICE_EACH = _("{unit}: {rate} each.")
PRICE_PER = _("{unit}: {rate} for every {per}.")

# (what the share is taken of, window) → two graduated tiers, without end above
TWO_SHARES = {
    ("net_revenue", "period"): _(
        "{rate} of net revenue up to {bound} in a settlement period, {above} of what goes beyond."
    ),
    ("net_revenue", "quarter"): _(
        "{rate} of net revenue up to {bound} in a calendar quarter, {above} of what goes beyond."
    ),
    ("net_revenue", "year"): _(
        "{rate} of net revenue up to {bound} in a calendar year, {above} of what goes beyond."
    ),
    ("net_revenue", "term"): _(
        "{rate} of net revenue up to {bound} over the whole term, {above} of what goes beyond."
    ),
    ("gross_revenue", "period"): _(
        "{rate} of gross revenue up to {bound} in a settlement period, {above} of what goes beyond."
    ),
    ("gross_revenue", "quarter"): _(
        "{rate} of gross revenue up to {bound} in a calendar quarter, {above} of what goes beyond."
    ),
    ("gross_revenue", "year"): _(
        "{rate} of gross revenue up to {bound} in a calendar year, {above} of what goes beyond."
    ),
    ("gross_revenue", "term"): _(
        "{rate} of gross revenue up to {bound} over the whole term, {above} of what goes beyond."
    ),
}
FIRST_SHARE = {
    ("net_revenue", "period"): _("{rate} of net revenue up to {bound} in a settlement period."),
    ("net_revenue", "quarter"): _("{rate} of net revenue up to {bound} in a calendar quarter."),
    ("net_revenue", "year"): _("{rate} of net revenue up to {bound} in a calendar year."),
    ("net_revenue", "term"): _("{rate} of net revenue up to {bound} over the whole term."),
    ("gross_revenue", "period"): _("{rate} of gross revenue up to {bound} in a settlement period."),
    ("gross_revenue", "quarter"): _("{rate} of gross revenue up to {bound} in a calendar quarter."),
    ("gross_revenue", "year"): _("{rate} of gross revenue up to {bound} in a calendar year."),
    ("gross_revenue", "term"): _("{rate} of gross revenue up to {bound} over the whole term."),
}
TWO_PRICES = {
    "period": _("{unit}: {rate} up to {bound} in a settlement period, {above} for what goes beyond."),
    "quarter": _("{unit}: {rate} up to {bound} in a calendar quarter, {above} for what goes beyond."),
    "year": _("{unit}: {rate} up to {bound} in a calendar year, {above} for what goes beyond."),
    "term": _("{unit}: {rate} up to {bound} over the whole term, {above} for what goes beyond."),
}
FIRST_PRICE = {
    "period": _("{unit}: {rate} up to {bound} in a settlement period."),
    "quarter": _("{unit}: {rate} up to {bound} in a calendar quarter."),
    "year": _("{unit}: {rate} up to {bound} in a calendar year."),
    "term": _("{unit}: {rate} up to {bound} over the whole term."),
}
NEXT = _("{rate} for the part above {lower}, up to {upper}.")
LAST = _("{rate} for the part above {lower}.")

FIRST_SHARE_OF_ALL = {
    ("net_revenue", "period"): _("{rate} of all net revenue while a settlement period counts up to {bound}."),
    ("net_revenue", "quarter"): _("{rate} of all net revenue while a calendar quarter counts up to {bound}."),
    ("net_revenue", "year"): _("{rate} of all net revenue while a calendar year counts up to {bound}."),
    ("net_revenue", "term"): _("{rate} of all net revenue while the whole term counts up to {bound}."),
    ("gross_revenue", "period"): _(
        "{rate} of all gross revenue while a settlement period counts up to {bound}."
    ),
    ("gross_revenue", "quarter"): _(
        "{rate} of all gross revenue while a calendar quarter counts up to {bound}."
    ),
    ("gross_revenue", "year"): _("{rate} of all gross revenue while a calendar year counts up to {bound}."),
    ("gross_revenue", "term"): _("{rate} of all gross revenue while the whole term counts up to {bound}."),
}
FIRST_PRICE_OF_ALL = {
    "period": _("{unit}: {rate} for all while a settlement period counts up to {bound}."),
    "quarter": _("{unit}: {rate} for all while a calendar quarter counts up to {bound}."),
    "year": _("{unit}: {rate} for all while a calendar year counts up to {bound}."),
    "term": _("{unit}: {rate} for all while the whole term counts up to {bound}."),
}
NEXT_OF_ALL = _("Above {lower}, up to {upper}: {rate} for all.")
LAST_OF_ALL = _("Above {lower}: {rate} for all.")

COUNTED = {
    "net_revenue": _("The tiers count net revenue."),
    "gross_revenue": _("The tiers count gross revenue."),
}
COUNTED_UNIT = _("The tiers count this usage: {unit}.")
AVERAGE = _("The share of a period is the average over what it counts, each part at the share of its tier.")
EACH_PRICE_IS_FOR = _("Each of these prices is for every {per}.")
WHOLE_PACKAGES = _("Only whole packages of {per} are charged; a package begun counts as a whole one.")
PACKAGES_BY_TIER = _("Packages are counted in each tier by itself.")

RATED_ANEW = {
    "period": _("When another tier is reached, what earlier terms counted in the period is rated anew."),
    "quarter": _(
        "When a calendar quarter reaches another tier, its earlier periods are rated anew by that tier."
    ),
    "year": _("When a calendar year reaches another tier, its earlier periods are rated anew by that tier."),
    "term": _("When another tier is reached, all earlier periods of the term are rated anew by that tier."),
}
NOT_RATED_ANEW = _("When another tier is reached, earlier periods stay as they were rated.")

FEE = {
    "period": _("A flat fee of {fee} is added once in each settlement period with usage."),
    "quarter": _("A flat fee of {fee} is added once in each calendar quarter with usage."),
    "year": _("A flat fee of {fee} is added once in each calendar year with usage."),
    "term": _("A flat fee of {fee} is added once in the whole term, with its first usage."),
}
FEE_ABOVE = {
    "period": _("A flat fee of {fee} is added once a settlement period counts more than {lower}."),
    "quarter": _("A flat fee of {fee} is added once a calendar quarter counts more than {lower}."),
    "year": _("A flat fee of {fee} is added once a calendar year counts more than {lower}."),
    "term": _("A flat fee of {fee} is added once the whole term counts more than {lower}."),
}
FEE_UP_TO = _("Up to {upper}, the flat fee is {fee}.")
FEE_BETWEEN = _("Above {lower}, up to {upper}, the flat fee is {fee}.")
FEE_FROM = _("Above {lower}, the flat fee is {fee}.")
FEE_OF_THE_TIER = {
    "period": _("The flat fee is due once in a settlement period: that of the tier reached."),
    "quarter": _("The flat fee is due once in a calendar quarter: that of the tier reached."),
    "year": _("The flat fee is due once in a calendar year: that of the tier reached."),
    "term": _("The flat fee is due once in the whole term: that of the tier reached."),
}
