"""A worked example for reading: the engine's steps as rows, its figures as sentences."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from agreements.example.worked_example import Example, counts_quantity
from portal.money.rounding import round_decimals
from portal.web.templatetags import display
from settlements.engine.explain import Step

_SHARE_DECIMALS, _PRICE_DECIMALS = 6, 12  # of tokens, one costs next to nothing


@dataclass(frozen=True, slots=True)
class Shown:
    """`tiers`: (part in words, working, amount) of each tier that was touched; `sums`: (words, amount)."""

    counted: list[Any]
    tiers: list[tuple[Any, Any, Any]]
    rate: Any
    sums: list[tuple[Any, Any]] = field(default_factory=list)
    earned: Any = None


def example_words(example: Example) -> Shown:
    """What the reader sees beside the tiers; every figure is one that the engine printed."""
    told = _Telling(example)
    steps = example.earning.steps
    return Shown(
        counted=told.counted(steps),
        tiers=[told.tier(step) for step in steps if step["name"] == "tier"],
        rate=told.rate(next((step for step in steps if step["name"] == "rate"), None)),
        sums=told.sums(),
        earned=told.money(example.earned),
    )


class _Telling:
    def __init__(self, example: Example) -> None:
        self.example, self.rule = example, example.rule
        self.percentage = self.rule.get("charge") == "percentage"
        self.by_quantity = counts_quantity(self.rule)
        self.packages = bool(self.rule.get("whole_packages"))

    def money(self, value) -> Any:
        return display.money(value, self.example.currency)

    def count(self, value) -> Any:
        return display.exact(value) if self.by_quantity else self.money(value)

    def price(self, value) -> Any:
        return display.percent(value) if self.percentage else self.money(value)

    def counted(self, steps: list[Step]) -> list[Any]:
        """How far the tiers had counted, and how far they count now."""
        known = {step["name"]: step["result"] for step in steps}
        opening, closing = known["counter_opening"], known["counter_closing"]
        if self.rule.get("accumulate", "period") == "period":
            first = _("The tiers begin anew in each settlement period.")
        elif opening == "0":
            first = _("The tiers have counted nothing before this period.")
        else:
            first = format_html(
                _("The tiers have counted {opening} before this period."), opening=self.count(opening)
            )
        return [first, format_html(_("With it they have counted {closing}."), closing=self.count(closing))]

    def tier(self, step: Step) -> tuple[Any, Any, Any]:
        """A graduated tier: its range, what of it this period fills, and what that comes to."""
        inputs = step["inputs"]
        # An engine step multiplies what the tiers count; only where that is what is charged is it money.
        charged = self.by_quantity != self.percentage
        plain_price = self.rule.get("per", "1") in (None, "1") or self.packages
        amount = self.money(step["result"]) if charged and plain_price else None
        show = display.exact if self.packages else self.count
        opening, closing = str(inputs["part_opening"]), str(inputs["part_closing"])
        rate = self.price(inputs["rate"])
        if opening == "0":
            working = format_html("{} × {}", show(closing), rate)
        else:
            working = format_html("({} − {}) × {}", show(closing), show(opening), rate)
        return self._range(str(inputs["above"]), inputs["up_to"]), working, amount

    def rate(self, step: Step | None) -> Any:
        """The rate of the period in a sentence; empty where packages have none."""
        if step is None:
            return ""
        inputs, rate = step["inputs"], self.price(step["result"])
        if len(self.rule["tiers"]) < 2:
            return format_html(_("One rate for everything: {rate}."), rate=rate)
        if "tiers" in inputs:
            return self._average(step["result"])
        if inputs.get("up_to") is None:
            return format_html(_("The last tier is reached: {rate}."), rate=rate)
        return format_html(
            _("The tier up to {up_to} is reached: {rate}."), up_to=self.count(inputs["up_to"]), rate=rate
        )

    def _average(self, rate: str) -> Any:
        """A quotient may not end: then it is shown rounded, and said so."""
        short = round_decimals(Decimal(rate), _SHARE_DECIMALS if self.percentage else _PRICE_DECIMALS)
        if short == Decimal(rate):
            return format_html(_("On average that is {rate}."), rate=self.price(short))
        return format_html(_("On average that is about {rate}."), rate=self.price(short))

    def sums(self) -> list[tuple[Any, Any]]:
        """The lines of the settlement and what each comes to."""
        example = self.example
        if self.percentage:
            words = format_html(_("Share of {revenue}"), revenue=self.money(example.volume.revenue))
        else:
            words = format_html(
                _("Price of this quantity: {quantity}"), quantity=display.exact(example.volume.quantity)
            )
        rows = [(words, self.money(example.earning.amount))]
        if example.catch_up:
            rows.append((_("What was counted before, rated anew"), self.money(example.catch_up.amount)))
        if example.fee:
            rows.append((_("Flat fees"), self.money(example.fee.amount)))
        return rows

    def _range(self, above: str, up_to) -> Any:
        if up_to is None:
            return format_html(_("above {above}"), above=self.count(above)) if above != "0" else _("all")
        if above == "0":
            return format_html(_("the first {up_to}"), up_to=self.count(up_to))
        return format_html(
            _("above {above}, up to {up_to}"), above=self.count(above), up_to=self.count(up_to)
        )
