"""The settlement engine: frozen terms and usage in, an explained settlement out. Pure; standard library."""

from settlements.engine.faults import Fault, InvalidInput
from settlements.engine.inputs import SettlementInput, Version
from settlements.engine.json_text import canonical_json
from settlements.engine.parse import parse_input, parse_terms, parse_version
from settlements.engine.result import Ladder, Line, Result, Shares
from settlements.engine.settle import settle, settle_document

__all__ = [
    "Fault",
    "InvalidInput",
    "Ladder",
    "Line",
    "Result",
    "SettlementInput",
    "Shares",
    "Version",
    "canonical_json",
    "parse_input",
    "parse_terms",
    "parse_version",
    "settle",
    "settle_document",
]
