"""The rules of each cell, as SQL (INTERFACE, "Usage files").

A rule is an expression that is NULL where the cell is right, else the code of its fault. Accepting a row and
explaining why it was rejected use the same expressions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from usage.archive.buckets import DIMENSIONS
from usage.archive.duck import text
from usage.check.canonical import BY_DEPLOYMENT, NO_CURRENCY, NUMBERS
from usage.check.cells import cells
from usage.check.numbers import number, number_code, number_type, written
from usage.check.personal import EMAIL, PERSONAL, POSSIBLE
from usage.check.vocabulary import Vocabulary, date_literal

# ruff: noqa: S608 (every value in SQL goes through duck.text)

_DATE = text("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS = ("usage_date", *DIMENSIONS, "deployment")


@dataclass(frozen=True)
class RowRules:
    """columns: the header's names in order. In SQL a cell is cell_<column>, its word known_<column>.

    scales: how many decimals at most the chunk's numbers are taken to have; a column without: any.
    """

    columns: tuple[str, ...]
    vocabulary: Vocabulary
    quoted: bool = False
    mended: bool = False
    scales: Mapping[str, int | None] = field(default_factory=dict)

    def split(self, lines: str, *, keep: str = "") -> str:
        """SQL: the lines `l` of a relation as cells and known words; `sound`: whether it falls into them.

        Cells of a line that does not are whatever stands there.
        """
        width = len(self.columns)
        each = "".join(f", f[{place}] AS cell_{column}" for place, column in enumerate(self.columns, 1))
        known = "".join(
            f", {self.vocabulary[column].known(f'cell_{column}')} AS known_{column}"
            for column in _WORDS
            if column in self.columns
        )
        return f"""
            SELECT *{known} FROM (
                SELECT {keep}l, coalesce(len(f) = {width}, false) AS sound{each}
                FROM (SELECT {keep}l, {cells(width, quoted=self.quoted)} AS f FROM {lines})
            )
        """

    def free_text(self, cell: str) -> str:
        """SQL: the cell with what mending took out of the way put back."""
        if not self.mended:
            return cell
        for letter, code in (("n", 10), ("r", 13), ("u", 31), ("c", 44)):
            cell = f"replace({cell}, chr(0) || '{letter}', chr({code}))"
        return cell

    @property
    def negative(self) -> bool:
        """Whether numbers may be negative."""
        return self.vocabulary.rules.correction

    def plain(self) -> str:
        """SQL: whether a row is right at first sight, and its numbers fit the scales. Nearly all are."""
        return " AND ".join(["sound", *(self._plain(column, f"cell_{column}") for column in self.columns)])

    def _plain(self, column: str, cell: str) -> str:
        if column in NUMBERS:
            scale = self.scales.get(column)
            right = f"regexp_full_match({cell}, {written(negative=self.negative, scale=scale)})"
            return f"({cell} = '' OR {right})" if column == "deductions" else right
        if column in _WORDS and "deployment" not in (column, *self.columns):
            return f"known_{column} IS NOT NULL"
        code = self._code(column, cell)
        return "true" if code == "NULL" else f"({code}) IS NULL"

    def fits(self) -> str:
        """SQL: whether the numbers of a right row fit the scales."""
        fitting = [
            f"({cell} = '' OR regexp_full_match({cell}, {written(negative=True, scale=scale)}))"
            for cell, scale in ((f"cell_{column}", scale) for column, scale in self.scales.items())
        ]
        return " AND ".join(fitting) or "true"

    def codes(self) -> Mapping[str, str]:
        """Each column's rule, over a sound row."""
        return {column: self._code(column, f"cell_{column}") for column in self.columns}

    def names_somebody(self, cell: str) -> str:
        """SQL: whether a source_ref holds an e-mail address; numbers of rows may look like any number."""
        if self.vocabulary.rules.personal_data_allowed:
            return "false"
        return f"(contains({cell}, '.') AND regexp_matches({cell}, {text(EMAIL)}))"

    def _code(self, column: str, cell: str) -> str:
        if column == "usage_date":
            return self._date_code(cell)
        if column in NUMBERS:
            return number_code(cell, empty=self._no_number(column), negative=self.negative)
        if column == "customer_ref":
            if self.vocabulary.rules.personal_data_allowed:
                return "NULL"
            suspected = f"{POSSIBLE.format(cell=cell)} AND regexp_matches({cell}, {text(PERSONAL)})"
            return f"CASE WHEN {suspected} THEN 'personal_data_suspected' END"
        if column == "source_ref":
            return f"CASE WHEN {self.names_somebody(cell)} THEN 'personal_data_suspected' END"
        if column == "deployment":
            return self._deployment_code(cell)
        empty = "'missing_value'"
        if column in BY_DEPLOYMENT and "deployment" in self.columns:
            empty = "CASE WHEN cell_deployment = '' THEN 'missing_value' END"
        if column == "currency" and self._leaves_out_revenue:
            empty = f"CASE WHEN {self._has_revenue} THEN 'missing_value' END"
        return (
            f"CASE WHEN known_{column} IS NOT NULL THEN NULL WHEN {cell} = '' THEN {empty}"
            f" ELSE 'unknown_{column}' END"
        )

    def _date_code(self, cell: str) -> str:
        rules = self.vocabulary.rules
        day = f"TRY_CAST({cell} AS DATE)"
        return (
            f"CASE WHEN known_usage_date IS NOT NULL THEN NULL WHEN {cell} = '' THEN 'missing_value'"
            f" WHEN NOT regexp_full_match({cell}, {_DATE}) OR {day} IS NULL OR {cell} < '0001'"
            " THEN 'bad_date'"
            f" WHEN {day} < {date_literal(rules.period_from)} OR {day} >= {date_literal(rules.period_to)}"
            " THEN 'date_outside_period' ELSE 'no_agreement' END"
        )

    def _no_number(self, column: str) -> str:
        """SQL: what is wrong with an empty cell; NULL where nothing is."""
        if column == "gross_revenue" and self._leaves_out_revenue:
            deducted = "cell_deductions <> ''" if "deductions" in self.columns else "false"
            return f"CASE WHEN {deducted} THEN 'missing_value' END"
        return "NULL" if column == "deductions" else "'missing_value'"

    def _deployment_code(self, cell: str) -> str:
        differs = " OR ".join(
            f"{self.vocabulary[column].code(f'known_{column}')} <> {self._by_deployment(column)}"
            for column in BY_DEPLOYMENT
            if column in self.columns
        )
        mismatch = (
            f" WHEN known_usage_date IS NOT NULL AND ({differs}) THEN 'deployment_mismatch'"
            if differs
            else ""
        )
        alone = any(column not in self.columns for column in BY_DEPLOYMENT)
        empty = "'missing_value'" if alone else "NULL"
        live = self._by_deployment(BY_DEPLOYMENT[0])
        return (
            f"CASE WHEN {cell} = '' THEN {empty} WHEN known_deployment IS NULL"
            f" OR (known_usage_date IS NOT NULL AND {live} IS NULL) THEN 'unknown_deployment'{mismatch} END"
        )

    @property
    def _leaves_out_revenue(self) -> bool:
        return self.vocabulary.rules.revenue_optional

    @property
    def _has_revenue(self) -> str:
        """SQL: whether a row says what it earned."""
        return "cell_gross_revenue <> ''" if "gross_revenue" in self.columns else "false"

    def _by_deployment(self, column: str) -> str:
        return self.vocabulary.by_deployment(column, "known_deployment", "known_usage_date")

    def values(self) -> Mapping[str, str]:
        """What is kept of a right row: its date, codes, exact numbers, free text."""
        kept = {"usage_date": self.vocabulary.day("known_usage_date")}
        for column in DIMENSIONS:
            code = self.vocabulary[column].code(f"known_{column}") if column in self.columns else "NULL"
            if column in BY_DEPLOYMENT and "deployment" in self.columns:
                code = f"CASE WHEN cell_deployment = '' THEN {code} ELSE {self._by_deployment(column)} END"
            kept[column] = code
        if self._leaves_out_revenue:
            stated = f"CASE WHEN {self._has_revenue} THEN {kept['currency']} ELSE {text(NO_CURRENCY)} END"
            kept["currency"] = f"({stated})::currency_codes"
        for column in NUMBERS:
            scale = self.scales.get(column)
            found = number(f"cell_{column}", scale) if column in self.columns else "0"
            kept[column] = f"{found}::{number_type(scale)}"
        for column in ("customer_ref", "source_ref"):
            cell = f"cell_{column}" if column in self.columns else "NULL::VARCHAR"
            kept[column] = f"CASE WHEN sound THEN nullif({self.free_text(cell)}, '') END"
        kept["deployment"] = "known_deployment" if "deployment" in self.columns else "NULL::deployment_codes"
        return kept
