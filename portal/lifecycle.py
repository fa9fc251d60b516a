"""Tables of allowed moves between states, and the refusal of every other one."""

from collections.abc import Iterable, Mapping


class RefusedMove(ValueError):
    """A move that the table does not have; `from_state` and `to_state` say which."""

    def __init__(self, from_state: str, to_state: str, allowed: frozenset[str]) -> None:
        self.from_state = from_state
        self.to_state = to_state
        self.allowed = allowed
        ways = ", ".join(sorted(allowed)) or "nowhere"
        super().__init__(f"{from_state} may not become {to_state}; it may go to: {ways}")


class Lifecycle:
    """`Lifecycle(transitions={"draft": {"proposed"}, "proposed": {"draft", "active"}, "active": set()})`.

    Every state is a key; one with no way out is final.
    """

    def __init__(self, *, transitions: Mapping[str, Iterable[str]]) -> None:
        self._moves = {state: frozenset(ways) for state, ways in transitions.items()}
        unknown = frozenset().union(*self._moves.values()) - self._moves.keys()
        if unknown:
            raise ValueError(f"states without a row of their own: {', '.join(sorted(unknown))}")

    @property
    def states(self) -> frozenset[str]:
        return frozenset(self._moves)

    @property
    def final_states(self) -> frozenset[str]:
        return frozenset(state for state, ways in self._moves.items() if not ways)

    def allowed(self, from_state: str) -> frozenset[str]:
        """The states that may follow; an unknown state raises KeyError."""
        return self._moves[from_state]

    def check(self, from_state: str, to_state: str) -> None:
        """Raise RefusedMove unless the table has this move."""
        allowed = self._moves.get(from_state, frozenset())
        if to_state not in allowed:
            raise RefusedMove(from_state, to_state, allowed)
