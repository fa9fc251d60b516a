"""The rules of each cell, as SQL (INTERFACE, "Usage files").

A rule is an expression over the row's cells `f`: NULL where the cell is right, else the code of its fault.
Accepting a row and explaining why it was rejected use the same expressions.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from usage.archive.duck import text
from usage.check.canonical import BY_DEPLOYMENT, DIMENSIONS, MAX_DECIMALS, MAX_INTEGER_DIGITS, NUMBERS
from usage.check.personal import PERSONAL
from usage.check.vocabulary import Vocabulary, date_literal

_DIGITS = rf"[0-9]{{1,{MAX_INTEGER_DIGITS}}}(?:\.[0-9]{{1,{MAX_DECIMALS}}})?"
_ANY_NUMBER = text(r"-?[0-9]+(?:\.[0-9]+)?")
_TOO_LARGE = text(rf"-?[0-9]{{{MAX_INTEGER_DIGITS + 1},}}(?:\..*)?")
_TOO_FINE = text(rf".*\.[0-9]{{{MAX_DECIMALS + 1},}}")
_ZERO = text(r"-0+(?:\.0+)?")
_DATE = text("[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class RowRules:
    """columns: the header's names in their order."""

    columns: tuple[str, ...]
    vocabulary: Vocabulary
    mended: bool = False

    def cell(self, column: str) -> str:
        """SQL: the raw cell; an absent optional column is empty throughout."""
        return f"f[{self.columns.index(column) + 1}]" if column in self.columns else "''"

    def free_text(self, cell: str) -> str:
        """SQL: the cell with what mending took out of the way put back."""
        if not self.mended:
            return cell
        for letter, code in (("n", 10), ("r", 13), ("u", 31)):
            cell = f"replace({cell}, chr(0) || '{letter}', chr({code}))"
        return cell

    def codes(self) -> Mapping[str, str]:
        """Each column's rule."""
        return {column: self._code(column) for column in self.columns}

    def _code(self, column: str) -> str:
        cell = self.cell(column)
        if column == "usage_date":
            return self._date_code(cell)
        if column in NUMBERS:
            return self._number_code(column, cell)
        if column == "customer_ref":
            allowed = self.vocabulary.rules.personal_data_allowed
            suspected = f"regexp_matches({cell}, {text(PERSONAL)})"
            return "NULL" if allowed else f"CASE WHEN {suspected} THEN 'personal_data_suspected' END"
        if column == "deployment":
            return self._deployment_code(cell)
        if column == "source_ref":
            return "NULL"
        empty = "'missing_value'"
        if column in BY_DEPLOYMENT and "deployment" in self.columns:
            empty = f"CASE WHEN {self.cell('deployment')} = '' THEN 'missing_value' END"
        known = self.vocabulary[column].known(cell)
        return (
            f"CASE WHEN {known} IS NOT NULL THEN NULL WHEN {cell} = '' THEN {empty}"
            f" ELSE 'unknown_{column}' END"
        )

    def _date_code(self, cell: str) -> str:
        rules = self.vocabulary.rules
        day = f"TRY_CAST({cell} AS DATE)"
        return (
            f"CASE WHEN {self.vocabulary['usage_date'].known(cell)} IS NOT NULL THEN NULL"
            f" WHEN {cell} = '' THEN 'missing_value'"
            f" WHEN NOT regexp_full_match({cell}, {_DATE}) OR {day} IS NULL OR {cell} < '0001'"
            f" THEN 'bad_date'"
            f" WHEN {day} < {date_literal(rules.period_from)} OR {day} >= {date_literal(rules.period_to)}"
            " THEN 'date_outside_period' ELSE 'no_agreement' END"
        )

    def _number_code(self, column: str, cell: str) -> str:
        correction = self.vocabulary.rules.correction
        right = text(f"-?{_DIGITS}" if correction else _DIGITS)
        empty = "NULL" if column == "deductions" else "'missing_value'"
        negative = "" if correction else f" WHEN NOT regexp_full_match({cell}, {_ZERO}) THEN 'negative_value'"
        return (
            f"CASE WHEN regexp_full_match({cell}, {right}) THEN NULL WHEN {cell} = '' THEN {empty}"
            f" WHEN NOT regexp_full_match({cell}, {_ANY_NUMBER}) THEN 'bad_number'"
            f" WHEN regexp_full_match({cell}, {_TOO_LARGE}) THEN 'number_too_large'"
            f" WHEN regexp_full_match({cell}, {_TOO_FINE}) THEN 'too_many_decimals'{negative} END"
        )

    def _deployment_code(self, cell: str) -> str:
        words = self.vocabulary["deployment"]
        differs = " OR ".join(
            f"({each.place(self.cell(each.column))} <> {self.vocabulary.by_deployment(each.column, cell)})"
            for each in map(self.vocabulary.__getitem__, BY_DEPLOYMENT)
        )
        return (
            f"CASE WHEN {cell} = '' THEN NULL WHEN {words.known(cell)} IS NULL THEN 'unknown_deployment'"
            f" WHEN coalesce({differs}, false) THEN 'deployment_mismatch' END"
        )

    def values(self) -> Mapping[str, str]:
        """What is kept of a right row: places of codes, exact numbers, free text."""
        kept = {"day": self.vocabulary.day(self.cell("usage_date"))}
        for column in DIMENSIONS:
            kept[column] = self.vocabulary[column].place(self.cell(column))
            if column in BY_DEPLOYMENT and "deployment" in self.columns:
                deployment = self.cell("deployment")
                stands_for = self.vocabulary.by_deployment(column, deployment)
                kept[column] = f"CASE WHEN {deployment} = '' THEN {kept[column]} ELSE {stands_for} END"
        for column in NUMBERS:
            kept[column] = f"coalesce(TRY_CAST({self.cell(column)} AS DECIMAL(27, 12)), 0::DECIMAL(27, 12))"
        for column in ("customer_ref", "source_ref"):
            kept[column] = f"nullif({self.free_text(self.cell(column))}, '')"
        kept["deployment"] = self.vocabulary["deployment"].place(self.cell("deployment"))
        return kept
