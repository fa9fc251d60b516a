"""Usage of models where they are not licensed: told as a warning, never refused."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from agreements.eligibility.licences import Licences, not_licensed
from agreements.models import AiModel
from portal.periods import DateRange


class Used(NamedTuple):
    """Codes, and `[start, end)` in which it was used."""

    model: str
    market: str
    start: date
    end: date


def unlicensed_pairs(used: Iterable[Used]) -> list[tuple[str, str]]:
    """Codes of each model and market that do not go together on all of the days."""
    licences = Licences()
    found = {
        (each.model, each.market)
        for each in set(used)
        if not licences.licensed(each.model, each.market, DateRange(each.start, each.end))
    }
    return sorted(found)


def unlicensed_usage(used: Iterable[Used]) -> list[str]:
    """A sentence for each of the pairs."""
    pairs = unlicensed_pairs(used)
    names = {model.code: str(model) for model in AiModel.objects.filter(code__in={pair[0] for pair in pairs})}
    return [not_licensed(names.get(model, model), market) for model, market in pairs]
