"""`verify.pyz`: the engine and the checks of a bundle as one file that any Python from 3.11 runs.

The same sources give the same bytes: its SHA-256 stands on the help page and can be compared.
"""

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from settlements.statements.bundle.deterministic_zip import zip_bytes

NAME = "verify.pyz"
SHEBANG = b"#!/usr/bin/env python3\n"
PACKAGES = ("settlements.engine",)
"""Taken whole."""
MODULES = (
    "portal",
    "portal.money",
    "portal.money.currencies",
    "portal.periods",
    "settlements",
    "settlements.statements",
    "settlements.statements.seal",
    "settlements.statements.bundle",
    "settlements.statements.bundle.check_bundle",
    "settlements.statements.bundle.__main__",
)
"""What they need besides, and nothing of Django: a test runs the file with nothing else to import."""
MAIN = b"""import sys

if sys.version_info < (3, 11):
    sys.exit("verify.pyz needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

from settlements.statements.bundle.__main__ import main

sys.exit(main(sys.argv[1:]))
"""


@cache
def verifier() -> bytes:
    members = {"__main__.py": MAIN}
    for name in MODULES:
        path = _source(name)
        members[_member(name, path)] = path.read_bytes()
    for name in PACKAGES:
        folder = _source(name).parent
        for path in folder.glob("*.py"):
            members[f"{name.replace('.', '/')}/{path.name}"] = path.read_bytes()
    return SHEBANG + zip_bytes(members)


@cache
def verifier_sha256() -> str:
    return hashlib.sha256(verifier()).hexdigest()


def _source(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"{name} has no source")
    return Path(spec.origin)


def _member(name: str, path: Path) -> str:
    inside = name.replace(".", "/")
    return f"{inside}/__init__.py" if path.name == "__init__.py" else f"{inside}.py"
