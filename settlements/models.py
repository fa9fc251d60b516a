"""Gathers the models of the rooms; each lives in its own."""

from settlements.fx.models import FxRate
from settlements.runs.models import Blocker, Settlement, SettlementRun
from settlements.statements.models import Line, Statement, StatementReport

__all__ = [
    "Blocker",
    "FxRate",
    "Line",
    "Settlement",
    "SettlementRun",
    "Statement",
    "StatementReport",
]
