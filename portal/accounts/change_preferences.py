"""A person changes how the portal speaks to them and looks."""

from portal.accounts.models import User


def change_preferences(
    *, user: User, name: str | None = None, language: str | None = None, theme: str | None = None
) -> None:
    """Keeps what is given, leaves the rest. The caller's form has checked the values."""
    given = {"name": name, "language": language, "theme": theme}
    changed = {field: value for field, value in given.items() if value is not None}
    for field, value in changed.items():
        setattr(user, field, value)
    user.save(update_fields=list(changed))
