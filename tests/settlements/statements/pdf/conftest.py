from tests.settlements.statements.conftest import payable, receivable

__all__ = ["payable", "receivable"]
