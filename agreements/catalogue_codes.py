"""The catalogue's codes and the ids behind them, read once per act."""

from dataclasses import dataclass, field

from agreements.models import AiModel, Application, Market, Unit


def _ids(entry) -> dict[str, int]:
    return dict(entry.objects.values_list("code", "id"))


@dataclass(frozen=True, slots=True)
class CatalogueCodes:
    """code → id, of all entries, retired ones too: older terms may name them."""

    application: dict[str, int] = field(default_factory=lambda: _ids(Application))
    model: dict[str, int] = field(default_factory=lambda: _ids(AiModel))
    market: dict[str, int] = field(default_factory=lambda: _ids(Market))
    unit: dict[str, int] = field(default_factory=lambda: _ids(Unit))

    def scope_ids(self, row) -> dict[str, int | None]:
        """`application_id`, `model_id`, `market_id` of an engine row; `*` is None."""
        return {
            "application_id": self.application.get(row.application),
            "model_id": self.model.get(row.model),
            "market_id": self.market.get(row.market),
        }
