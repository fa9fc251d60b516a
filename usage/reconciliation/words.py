"""The words of a reconciliation's page."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from agreements.models import AiModel, Application, Unit
from usage.reconciliation.pairs import Verdict
from usage.reconciliation.tolerance import Measure

SHOW = {
    "": gettext_lazy("All rows"),
    "differences": gettext_lazy("Only differences"),
    "beyond": gettext_lazy("Only beyond tolerance"),
}
ORDER = {"": gettext_lazy("By name"), "apart": gettext_lazy("Largest difference first")}
VERDICTS: dict[str, tuple[str, Any]] = {
    Verdict.AGREES: ("good", gettext_lazy("Agrees")),
    Verdict.WITHIN: ("info", gettext_lazy("Within tolerance")),
    Verdict.BEYOND: ("bad", gettext_lazy("Beyond tolerance")),
    Verdict.NOT_JUDGED: ("neutral", gettext_lazy("Judged by its revenue")),
    Verdict.NOT_COMPARED: ("neutral", gettext_lazy("Left out, not compared")),
}
MEASURES = {
    Measure.QUANTITY: gettext_lazy("Quantity"),
    Measure.GROSS: gettext_lazy("Gross revenue"),
    Measure.DEDUCTIONS: gettext_lazy("Deductions"),
}
SENTENCES: dict[str, tuple[str, Any]] = {
    Verdict.AGREES: ("good", gettext_lazy("The figures of both sides are the same.")),
    Verdict.WITHIN: (
        "good",
        gettext_lazy("The figures of both sides differ, but by no more than the agreement tolerates."),
    ),
    Verdict.BEYOND: (
        "warn",
        gettext_lazy(
            "The figures of both sides differ by more than the agreement tolerates. The settlement waits "
            "until one side corrects its figures, or the licensor’s finance lets it pass by name and with a "
            "reason."
        ),
    ),
}


class Names:
    """Of catalogue codes, in the reader's language; a code nobody knows is its own."""

    @cached_property
    def _names(self) -> dict[type, dict[str, str]]:
        return {
            catalogue: {each.code: str(each) for each in catalogue.objects.all()}
            for catalogue in (Application, AiModel, Unit)
        }

    def of(self, catalogue: type, code: str) -> str:
        return self._names[catalogue].get(code, code)
