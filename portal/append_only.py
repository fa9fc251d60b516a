"""Rows that are written once."""

import pgtrigger


def append_only(name: str, words: str = "issued statements are never edited") -> list:
    """Triggers that refuse UPDATE, DELETE and TRUNCATE; `words` say why."""
    return [
        pgtrigger.Protect(name=f"{name}_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        no_truncate(name, words),
    ]


def no_truncate(name: str, words: str):
    """What `pgtrigger.Protect` cannot refuse."""
    return pgtrigger.Trigger(
        name=f"{name}_no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func=f"RAISE EXCEPTION '{words}';",
    )


def never_deleted(name: str, words: str) -> list:
    """Triggers that refuse DELETE and TRUNCATE; columns of state may move."""
    return [
        pgtrigger.Protect(name=f"{name}_never_deleted", operation=pgtrigger.Delete),
        no_truncate(name, words),
    ]
