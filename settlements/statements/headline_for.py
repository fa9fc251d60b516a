"""The figure above a statement; above a restated version what it comes to, which is not what it pays."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from portal.web.templatetags.display import money
from settlements.engine.exact import plain
from settlements.statements.headline import Headline, Parties, headline_of, why_of
from settlements.statements.models import Statement
from settlements.statements.versions import delta_of, share_of


def headline_for(statement: Statement, result: dict[str, Any], parties: Parties) -> Headline:
    if statement.version == 1:
        period = statement.period
        return headline_of(result, period.label, parties, tail=period.is_tail)
    return _restated(statement, result, parties)


def _restated(statement: Statement, result: dict[str, Any], parties: Parties) -> Headline:
    """Of a version above the first: the rungs that a restatement changes, beside the version before."""
    before = Statement.objects.filter(number=statement.number, version=statement.version - 1)
    old, ladder = before.values_list("result_document__ladder", flat=True).get(), result["ladder"]
    delta = delta_of(old, ladder)
    if delta:
        sentence = _(
            "The version before came to {before}. The difference of {difference} goes into the next "
            "statement."
        )
    else:
        sentence = _("The version before came to the same, so that nothing goes into the next statement.")
    return Headline(
        title=_("Restated, before adjustments, tax and balance"),
        amount=plain(share_of(ladder)),
        sentence=format_html(
            sentence,
            before=money(share_of(old), statement.currency),
            difference=money(delta, statement.currency),
        ),
        why=why_of(result, parties, tail=statement.period.is_tail),
        reasons=[],
    )
