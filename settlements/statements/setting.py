"""What a step's sentence may speak of: the stored documents a line or rung belongs to."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.web.templatetags.display import exact, money, percent
from settlements.statements.names import Names


@dataclass(frozen=True, slots=True)
class Setting:
    """`version` and `rule` are those of the input document's terms; empty where a line has none.

    `carried_date`: of the first period settled here, where the former books were carried over on.
    `contribution_kinds`: by the id of the contribution.
    """

    currency: str
    direction: str
    names: Names
    line: dict[str, Any] = field(default_factory=dict)
    version: dict[str, Any] = field(default_factory=dict)
    rule: dict[str, Any] = field(default_factory=dict)
    carried_date: date | None = None
    contribution_kinds: dict[str, str] = field(default_factory=dict)

    @property
    def percentage(self) -> bool:
        return self.rule.get("charge", "percentage") == "percentage"

    @property
    def counts_quantity(self) -> bool:
        default = "base_amount" if self.percentage else "quantity"
        return self.rule.get("tier_metric", default) == "quantity"

    @property
    def unit(self) -> str:
        return self.names.of("unit", self.rule.get("unit") or self.line.get("unit") or "")

    def money(self, value: str) -> SafeString:
        return money(value, self.currency)

    def counted(self, value: str) -> SafeString:
        """A reading of the rule's counter: revenue, or a quantity with its unit."""
        if not self.counts_quantity:
            return self.money(value)
        return format_html("{} {}", exact(value), self.unit)

    def rate(self, value: str) -> SafeString:
        """A share in percent, or a price for so many units."""
        if self.percentage:
            return percent(value)
        per = self.rule.get("per", "1")
        if per == "1":
            return format_html(_("{price} per unit ({unit})"), price=self.money(value), unit=self.unit)
        return format_html(
            _("{price} per {count} units ({unit})"), price=self.money(value), count=exact(per), unit=self.unit
        )


def setting_of(
    statement_input: dict[str, Any],
    result: dict[str, Any],
    names: Names,
    line=None,
    *,
    carried_date: date | None = None,
) -> Setting:
    """The setting of a line, or of the ladder where none is given."""
    line = line or {}
    version = next(
        (each for each in statement_input.get("terms", []) if each["version"] == line.get("version")), {}
    )
    rule = next((each for each in version.get("rate_rules", []) if each["id"] == line.get("rule")), {})
    kinds = {each["id"]: each.get("kind", "") for each in statement_input.get("contributions", [])}
    return Setting(result["currency"], result["direction"], names, line, version, rule, carried_date, kinds)
