"""The JSON Schemas that stand beside the engine, ready to validate by."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

import settlements.engine

FOLDER = Path(settlements.engine.__file__).parent / "schemas"
FILES = sorted(FOLDER.glob("*.schema.json"))
# Each is known to the others by its file's name, as they lie beside each other.
REGISTRY = Registry().with_resources(
    [(path.name, DRAFT202012.create_resource(json.loads(path.read_text()))) for path in FILES]
)


def validator(name: str) -> Draft202012Validator:
    """Of `settlement-input`, `settlement-result`, `agreement`, `terms`, `usage`."""
    return Draft202012Validator({"$ref": f"{name}.schema.json"}, registry=REGISTRY)


INPUT = validator("settlement-input")
RESULT = validator("settlement-result")


def refusals(checked: Draft202012Validator, document: object) -> list[str]:
    """The places that a schema refuses, empty where it accepts."""
    return [f"{error.json_path}: {error.message[:200]}" for error in checked.iter_errors(document)]
