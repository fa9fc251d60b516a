"""What other terms, or other volumes, would have made of an agreement's last settled periods."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import duckdb
from django.utils.translation import gettext as _

from agreements.fault_words import words_of
from agreements.models import Agreement, Version
from agreements.terms_document import version_document
from portal.money.currencies import CURRENCIES
from portal.refused import Refused
from portal.web import formats
from settlements.engine import InvalidInput
from settlements.runs.what_if.compare import Comparison, compare
from settlements.runs.what_if.earned_before import earned_before, newest_statements
from settlements.runs.what_if.replay import Document, held_throughout, replay
from settlements.statements.models import Statement
from settlements.tax.withholding import TaxProfiles
from usage.cutting import Cutting, cutting_of
from usage.recut import recut

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Settled:
    """A past period: its label and its newest documents."""

    label: str
    input: Document
    result: Document


def what_if(
    *, agreement: Agreement, version: Version, periods: int, factor: Decimal = ONE
) -> Comparison | None:
    """The newest `periods` settled periods as they were and on the terms of `version`; None without any.

    `factor` multiplies the usage on both sides. Nothing is written. Raises Refused (`no_rules`,
    `cannot_settle`, `missing_rate`, `rows_gone`).
    """
    if not version.rules.all():
        raise Refused("no_rules", _("This version has no rate rules yet. Add one, then try it out."))
    statements = list(reversed(newest_statements(agreement).order_by("-period__from_date")[:periods]))
    if not statements:
        return None
    past = [Settled(each.period.label, each.input_document, each.result_document) for each in statements]
    earlier = earned_before(agreement, statements[0].period.from_date)
    labels = [each.label for each in past]
    inputs = [each.input for each in past]
    old = [each.result for each in past]
    if factor != ONE:
        old = _settle(labels, inputs=inputs, earlier=earlier, terms_of=_as_settled, factor=factor)
    terms, profiles = version_document(version), TaxProfiles()
    if version.fx_policy == Version.FxPolicy.USAGE_DAY:
        inputs = [_by_day(each) for each in statements]
    new = _settle(
        labels,
        inputs=inputs,
        earlier=earlier,
        terms_of=lambda document: _taxed(held_throughout(terms, document), agreement, document, profiles),
        factor=factor,
    )
    return compare(labels=labels, old=old, new=new)


def _taxed(
    terms: list[Document], agreement: Agreement, document: Document, profiles: TaxProfiles
) -> list[Document]:
    """Where the partner's tax profile gives the rate, new terms change nothing about it: both sides have the
    rate that was settled with, even where the profile was confirmed after that.
    """
    last = date.fromisoformat(document["period"]["to"]) - timedelta(days=1)
    if profiles.on(agreement.partner_id, last) is None:
        return terms
    rate = _rate_on(document, last)
    return [{**version, "withholding_rate": rate} for version in terms]


def _rate_on(document: Document, last: date) -> str:
    """Of the version that the ladder took (FORMULA section 7)."""
    if ends := document["agreement"].get("ends"):
        last = min(last, date.fromisoformat(ends) - timedelta(days=1))
    begun = [each for each in document["terms"] if date.fromisoformat(each["from"]) <= last]
    return max(begun, key=lambda each: each["from"]).get("withholding_rate", "0")


def _as_settled(document: Document) -> list[Document]:
    return document["terms"]


def _settle(labels: list[str], **arguments: Any) -> list[Document]:
    try:
        results = replay(**arguments)
    except InvalidInput as error:
        fault = error.faults[0]
        sentence = _("These terms cannot settle the past periods. %(path)s: %(words)s")
        raise Refused("cannot_settle", sentence % {"path": fault.path, "words": words_of(fault)}) from error
    if errors := results[-1]["errors"]:
        sentence = _("For %(period)s the rate of %(currency)s is missing. Ask finance to enter it.")
        names = {"period": formats.period(labels[len(results) - 1]), "currency": errors[0]["currency"]}
        raise Refused("missing_rate", sentence % names)
    return results


def _by_day(statement: Statement) -> Document:
    """The input with foreign usage cut into days, as terms with the rate of each day need it."""
    document, period = statement.input_document, statement.period
    foreign = CURRENCIES - {period.agreement.settlement_currency}
    if not any(bucket["currency"] in foreign for bucket in document["usage"]):
        return document
    reports = list(statement.reports.order_by("pk"))
    cutting = Cutting(cutting_of(period=period).days, frozenset(foreign))
    try:
        usage = recut(period=period, reports=reports, cutting=cutting)
    except (OSError, duckdb.Error) as error:
        sentence = _("The rows behind %(period)s are no longer kept, so they cannot be cut by day.")
        raise Refused("rows_gone", sentence % {"period": formats.period(period.label)}) from error
    return {**document, "usage": usage}
