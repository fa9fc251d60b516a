"""The same pages for a partner's members and for staff: which door they go through, and where links lead."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Audience:
    """A room adds its doors. `prefix` begins the names of its URLs, `base` is the template they extend."""

    prefix: str
    base: str
    guard: Callable

    @property
    def is_staff(self) -> bool:
        return bool(self.prefix)

    def url(self, name: str, *args: object) -> str:
        return reverse(f"{self.prefix}{name}", args=args)

    def page(self, view: Callable) -> Callable:
        """`view(request, audience, …)` behind the audience's door."""

        @wraps(view)
        def seen(request, *args, **kwargs):
            return view(request, self, *args, **kwargs)

        return self.guard(seen)
