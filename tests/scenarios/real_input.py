"""Scenarios on real data read SHARED_DATA (default: ../shared)."""

import os
from pathlib import Path

from tests.left_out import Need

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SHARED_DATA", ROOT.parent / "shared"))
RATES = SHARED / "data" / "ecb_eurofxref_hist.csv.gz"
MARK = "real_input"
NEED = Need(
    met=RATES.exists,
    has=lambda item: item.get_closest_marker(MARK) is not None,
    sentence="%d scenarios left out: no real data; SHARED_DATA may name its folder",
)
