"""Reading one JSON object member by member: type, notation, presence; each fault noted by its path."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from settlements.engine.exact import ZERO
from settlements.engine.faults import FaultList, member_path, quoted
from settlements.engine.json_text import RepeatedMembers
from settlements.engine.notation import DIGITS, currency_code, digits_of, is_unicode, plain_number, real_date

T = TypeVar("T")
C = TypeVar("C", bound=str)


class _Missing:
    """Stands for a member that is not there."""


MISSING = _Missing()


def member_names(text: str) -> frozenset[str]:
    """The members an object may have, from a list with spaces."""
    return frozenset(text.split())


class Members:
    """`ok` turns False with the first fault; a faulty member reads as an empty value of its type."""

    __slots__ = ("_faults", "_raw", "is_object", "ok", "path")

    def __init__(self, raw: object, path: str, allowed: frozenset[str] | None, faults: FaultList) -> None:
        self._faults = faults
        self.path = path
        self.ok = self.is_object = isinstance(raw, dict)
        self._raw: dict[str, Any] = {}
        if isinstance(raw, dict):
            self._raw = raw
            if allowed is not None and not raw.keys() <= allowed:
                for name in sorted((name for name in raw if name not in allowed), key=str):
                    self.fault(name, "unknown_member", f"There is no member {quoted(name)} here.")
            if isinstance(raw, RepeatedMembers):
                for name in raw.names:
                    self.fault(name, "repeated_member", f"The member {quoted(name)} stands here twice.")
        else:
            faults.add(path, "wrong_type", f"This must be an object, not {quoted(raw)}.")

    def fault(self, name: str, code: str, message: str) -> None:
        self.ok = False
        self._faults.add(member_path(self.path, name), code, message)

    def fault_here(self, code: str, message: str) -> None:
        self.ok = False
        self._faults.add(self.path, code, message)

    def __contains__(self, name: str) -> bool:
        return name in self._raw

    def names(self) -> list[str]:
        return list(self._raw)

    def raw(self, name: str) -> object:
        return self._raw.get(name)

    def _absent(self, name: str, default: T | None, empty: T) -> T:
        """The default of a member that is not there; one without a default had to be there."""
        if default is not None:
            return default
        if self.is_object:  # what is no object has that one fault, not one for each member it lacks
            self.fault(name, "missing_member", f"The member {quoted(name)} is missing.")
        return empty

    def text(self, name: str, default: str | None = None, banned: str = "") -> str:
        value = self._raw.get(name, MISSING)
        if value is MISSING:
            return self._absent(name, default, "")
        if not isinstance(value, str):
            self.fault(name, "wrong_type", f"This must be a text, not {quoted(value)}.")
            return ""
        if not value.isascii() and not is_unicode(value):
            self.fault(name, "not_utf8", "This text holds half a surrogate pair, which UTF-8 cannot hold.")
        for character in banned:
            if character in value:
                self.fault(
                    name, "banned_character", f"{quoted(value)} must not hold the character {character!r}."
                )
        return value

    def optional_text(self, name: str) -> str | None:
        """None where the member is not there; null is not allowed."""
        return self.text(name) if name in self._raw else None

    def nullable(self, name: str, read: Callable[[str], T]) -> T | None:
        """None where the member is not there or null, else what `read` makes of it."""
        return None if self._raw.get(name) is None else read(name)

    def choice(self, name: str, options: tuple[C, ...], default: C | None = None) -> C:
        value = self._raw.get(name, MISSING)
        if value is MISSING:
            return self._absent(name, default, options[0])
        for option in options:
            if value == option:
                return option
        code = "unknown_value" if isinstance(value, str) else "wrong_type"
        self.fault(name, code, f"{quoted(value)} is not one of: {', '.join(options)}.")
        return options[0]

    def boolean(self, name: str, default: bool) -> bool:
        value = self._raw.get(name, default)
        if not isinstance(value, bool):
            self.fault(name, "wrong_type", f"This must be true or false, not {quoted(value)}.")
            return default
        return value

    def integer(self, name: str) -> int:
        value = self._raw.get(name, MISSING)
        if value is MISSING:
            return self._absent(name, None, 0)
        if type(value) is not int or abs(value) >= 10**DIGITS:
            wanted = f"a whole JSON number of at most {DIGITS} digits"
            self.fault(name, "wrong_type", f"This must be {wanted}, not {quoted(value)}.")
            return 0
        return value

    def number(self, name: str, default: Decimal | None = None, digits: int = DIGITS) -> Decimal:
        value = self._raw.get(name, MISSING)
        if isinstance(value, str):
            if plain_number(value):
                if len(value) <= digits or digits_of(value) <= digits:
                    return Decimal(value)
                self.fault(name, "too_many_digits", f"A number here has at most {digits} digits.")
            else:
                self.fault(
                    name, "bad_number", f"{quoted(value)} is not a number in plain notation, as 12.50 is."
                )
            return ZERO
        if value is MISSING:
            return self._absent(name, default, ZERO)
        self.fault(
            name, "wrong_type", f'A number is written as a text, such as "12.50"; this is {quoted(value)}.'
        )
        return ZERO

    def money(self, name: str, decimals: int | None, default: Decimal | None = None) -> Decimal:
        """A number with no more decimals than its currency; `decimals` None where that is not known."""
        value = self.number(name, default)
        exponent = value.as_tuple().exponent
        if decimals is not None and isinstance(exponent, int) and -exponent > decimals:
            self.fault(
                name, "too_many_decimals", f"Money in this currency has {decimals} decimals, not {-exponent}."
            )
        return value

    def day(self, name: str) -> date:
        value = self._raw.get(name, MISSING)
        if value is MISSING:
            return self._absent(name, None, date.min)
        found = real_date(value) if isinstance(value, str) else None
        if found is None:
            code = "bad_date" if isinstance(value, str) else "wrong_type"
            self.fault(name, code, f"{quoted(value)} is not a date of the form 2026-10-31.")
            return date.min
        return found

    def is_number(self, name: str) -> bool:
        value = self._raw.get(name)
        return isinstance(value, str) and plain_number(value) is not None and digits_of(value) <= DIGITS

    def is_date(self, name: str) -> bool:
        value = self._raw.get(name)
        return isinstance(value, str) and real_date(value) is not None

    def currency(self, name: str) -> str:
        code = self.text(name)
        if isinstance(self._raw.get(name), str) and not currency_code(code):
            self.fault(name, "bad_currency", f"{quoted(code)} is not a currency of three capital letters.")
        return code

    def list_of(self, name: str, required: bool = False) -> list[Any]:
        value = self._raw.get(name, MISSING)
        if value is MISSING:
            return self._absent(name, None if required else [], [])
        if not isinstance(value, list):
            self.fault(name, "wrong_type", f"This must be a list, not {quoted(value)}.")
            return []
        return value
