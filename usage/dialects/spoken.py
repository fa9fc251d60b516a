"""A translation on its way to the process that translates."""

import json
from datetime import date
from pathlib import Path

from usage.check.rules import CheckRules
from usage.dialects.cells import Translation
from usage.dialects.definition import Definition
from usage.dialects.read_definition import read_definition


def translation_for(definition: Definition, rules: CheckRules) -> Translation:
    """How files in the dialect are translated for a check against the rules."""
    return Translation(
        definition=definition,
        zone=rules.time_zone,
        known={
            "application": frozenset(rules.applications),
            "model": frozenset(rules.models),
            "market": rules.markets,
            "unit": frozenset(rules.units),
            "currency": rules.currencies,
            "deployment": frozenset(rules.deployments),
        },
        first_day=rules.first_day,
        end_day=rules.end_day,
    )


def write_spoken(*, translation: Translation, folder: Path) -> Path:
    """As JSON in the folder: too long for an argument of a command."""
    path = folder / "translation.json"
    given = {
        "definition": translation.definition.as_json(),
        "zone": translation.zone,
        "known": {column: sorted(words) for column, words in translation.known.items()},
        "first_day": translation.first_day.isoformat(),
        "end_day": translation.end_day.isoformat(),
    }
    path.write_text(json.dumps(given), encoding="utf-8")
    return path


def read_spoken(path: Path) -> Translation:
    given = json.loads(path.read_text(encoding="utf-8"))
    return Translation(
        definition=read_definition(given["definition"]),
        zone=given["zone"],
        known={column: frozenset(words) for column, words in given["known"].items()},
        first_day=date.fromisoformat(given["first_day"]),
        end_day=date.fromisoformat(given["end_day"]),
    )
