"""Programs of Host A's people."""

import pytest

from tests.factories.api import Program, secret_of


@pytest.fixture
def program(agreement, uma) -> Program:
    """Comes with Uma's token."""
    return Program(secret_of(uma))
