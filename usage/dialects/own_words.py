"""Lists of words as people type them: one to a line, `own = code`."""

from decimal import Decimal

from usage.dialects.definition import Definition, LeftOut, OwnUnit, plain


class BadLine(ValueError):
    """A line that does not say what it should. `line` counts from 1; `field`: where it was typed."""

    field = ""

    def __init__(self, line: int, text: str) -> None:
        self.line, self.text = line, text
        super().__init__(text)


def read_words(text: str) -> dict[str, str]:
    """`own = code`. Raises BadLine."""
    found: dict[str, str] = {}
    for number, line in _lines(text):
        own, mark, code = line.rpartition("=")
        own, code = own.strip(), code.strip()
        if not (mark and own and code) or found.setdefault(own, code) != code:
            raise BadLine(number, line)
    return found


def read_units(text: str) -> dict[str, dict[str, str]]:
    """`own = code`, `own = code * 1000`. Raises BadLine."""
    return {own: read_unit(meant) for own, meant in read_words(text).items()}


def read_unit(text: str) -> dict[str, str]:
    """`code * 1000` as unit and factor."""
    unit, _mark, factor = text.replace("×", "*").partition("*")
    return {"unit": unit.strip(), "factor": factor.strip() or "1"}


def read_conditions(text: str) -> list[dict]:
    """`Column = value | value`, `Column != value`. Raises BadLine."""
    found = []
    for number, line in _lines(text):
        is_not = "!=" in line
        column, mark, values = line.partition("!=" if is_not else "=")
        if not (mark and column.strip()):
            raise BadLine(number, line)
        given = [value.strip() for value in values.split("|")]
        found.append({"column": column.strip(), "values": given, "is_not": is_not})
    return found


def words_text(words: dict[str, str]) -> str:
    return "\n".join(f"{own} = {code}" for own, code in words.items())


def unit_text(own: OwnUnit) -> str:
    return own.unit if own.factor == 1 else f"{own.unit} * {plain(own.factor)}"


def condition_text(each: LeftOut) -> str:
    return f"{each.column} {'!=' if each.is_not else '='} {' | '.join(each.values)}"


def typed(definition: Definition) -> dict[str, str]:
    """The lists of a definition as one would have typed them, by field."""
    found = {f"words_{column}": words_text(dict(words)) for column, words in definition.words.items()}
    found["words_unit"] = "\n".join(f"{own} = {unit_text(each)}" for own, each in definition.units.items())
    found["empty"] = "\n".join(definition.empty)
    found["left_out"] = "\n".join(condition_text(each) for each in definition.left_out)
    return found


def constant_text(definition: Definition, column: str) -> str:
    source = definition.columns.get(column)
    if source is None:
        return ""
    if column == "unit" and source.constant:
        return unit_text(OwnUnit(unit=source.constant, factor=Decimal(definition.unit_factor)))
    return source.constant


def _lines(text: str) -> list[tuple[int, str]]:
    return [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
