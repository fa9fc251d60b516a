"""What both sides' contributions to the models did in a statement.

What each side's came to in money stands in the headline. Of one contribution of points no line says what it
alone earned (contribution_effect.py), so its points are told and how many lines they count in; a fixed
amount is told as it was credited.
"""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.web import formats
from settlements.statements.headline import Parties
from settlements.statements.models import Line
from settlements.statements.names import Names
from settlements.statements.pdf.plain_text import isolate

Document = dict[str, Any]


def contributions_told(
    document: Document, result: Document, names: Names, parties: Parties
) -> dict[str, Any] | None:
    """A row for each that took part; None where none did."""
    counted = _lines_with_points(result)
    credits = {
        line["key"].partition("|")[2]: line["amount"]
        for line in result["lines"]
        if line["kind"] == Line.Kind.CONTRIBUTION_CREDIT
    }
    rows = []
    for each in document.get("contributions", []):
        code = each["id"]
        if code in credits:
            effect = formats.money(credits[code], result["currency"])
        elif counted[code]:
            effect = _points(each.get("points", "0"), counted[code])
        else:
            continue
        party = parties.partner if each.get("party") == "partner" else parties.licensor
        named = f"{names.of('contribution', each.get('kind', ''))} ({code})"
        rows.append([isolate(named), isolate(party), isolate(effect)])
    if not rows:
        return None
    return {
        "title": _("Contributions to the models"),
        "text": _(
            "Points raise the share where the party that is paid made the contribution, and lower it where "
            "the other did. Fixed amounts are credited in every period."
        ),
        "columns": [_("Contribution"), _("Party"), _("Effect")],
        "rows": rows,
    }


def _lines_with_points(result: Document) -> Counter[str]:
    return Counter(
        point["id"]
        for line in result["lines"]
        for step in line["steps"]
        if step["name"] == "contributions"
        for point in step["inputs"].get("points", [])
    )


def _points(points: str, count: int) -> str:
    sentence = ngettext("%(points)s in %(count)s line", "%(points)s in %(count)s lines", count)
    return sentence % {"points": formats.percent(points), "count": formats.exact(count)}
