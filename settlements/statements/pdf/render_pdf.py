"""Set a statement as PDF: archivable (PDF/A-3a), accessible (PDF/UA-1), its documents inside."""

import json
from datetime import UTC
from pathlib import Path
from typing import Any

from settlements.statements.documents_out import json_bytes, lines_csv
from settlements.statements.models import Statement
from settlements.statements.pdf.content_of import content_of
from settlements.statements.pdf.fonts import fonts
from settlements.statements.pdf.pack_objects import pack_objects

TEMPLATE = Path(__file__).with_name("statement.typ")
STANDARDS = ["a-3a", "ua-1"]
FILES = (
    {
        "name": "settlement-input.json",
        "mime": "application/json",
        "relationship": "source",
        "description": "What the calculation used",
    },
    {
        "name": "settlement-result.json",
        "mime": "application/json",
        "relationship": "data",
        "description": "What the calculation gave",
    },
    {
        "name": "lines.csv",
        "mime": "text/csv",
        "relationship": "data",
        "description": "The lines, for a spreadsheet",
    },
)
"""The files inside; machines read them, so nothing of it is translated."""


def render_pdf(*, statement: Statement) -> bytes:
    """Equal bytes for equal rows, from any process, as long as typesetter, fonts and zlib stay the same."""
    import typst  # large, and needed by workers alone

    files = {
        "main": TEMPLATE.read_bytes(),
        "content.json": json.dumps(content_of(statement=statement)).encode(),
        "issued.json": json.dumps(_issued(statement)).encode(),
        "settlement-input.json": json_bytes(statement.input_document),
        "settlement-result.json": json_bytes(statement.result_document),
        "lines.csv": lines_csv(statement),
    }
    made = typst.compile(
        files, font_paths=fonts(), pdf_standards=STANDARDS, timestamp=int(statement.issued_at.timestamp())
    )
    return pack_objects(made)


def _issued(statement: Statement) -> dict[str, Any]:
    at = statement.issued_at.astimezone(UTC)
    parts = {name: getattr(at, name) for name in ("year", "month", "day", "hour", "minute", "second")}
    return {**parts, "files": FILES}
