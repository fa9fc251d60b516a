"""An act's ValidationError, as pages show it."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import ValidationError

from portal.refused import Refused


def refusing(act: Callable) -> Callable:
    """The act, for a page: its ValidationError as a Refused."""

    @wraps(act)
    def tried(**given):
        try:
            return act(**given)
        except ValidationError as error:
            raise Refused("refused", " ".join(error.messages)) from error

    return tried
