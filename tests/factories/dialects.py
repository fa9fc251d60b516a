"""Dialects, made by the portal's own acts."""

import io
from typing import Any

from portal.accounts.models import Partner, User
from tests.factories.usage import ROW, csv_bytes
from usage.dialects.add_sample import add_sample
from usage.dialects.read_definition import read_definition
from usage.dialects.save_dialect import save_dialect


def dialect_samples(partner: Partner, by: User) -> dict[str, Any]:
    """URL argument → value: a dialect, and a sample of the next."""
    definition = read_definition({"columns": {name: {"column": name} for name in ROW}, "ignore_others": True})
    version = save_dialect(by=by, partner=partner, name="As it is", definition=definition)
    sample = add_sample(
        by=by, partner=partner, content=io.BytesIO(csv_bytes()), file_name="sample.csv", name="Next"
    )
    return {"dialect_id": version.dialect_id, "dialect_number": version.number, "sample_id": sample.pk}
