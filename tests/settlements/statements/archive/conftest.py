"""Two statements of Host A, both directions, and what packs them."""

from tests.settlements.statements.conftest import payable, receivable

__all__ = ["payable", "receivable"]
