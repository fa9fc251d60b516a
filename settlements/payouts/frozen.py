"""Triggers: what of a row about money can never change."""

import pgtrigger

from portal.append_only import never_deleted


def settled_terms(name: str, words: str, *, fixed: list[str], final: list[str]) -> list:
    """Triggers: never deleted; what was agreed on never changes; nothing changes after a final state."""
    return [
        *never_deleted(name, words),
        pgtrigger.ReadOnly(name=f"{name}_fixed", fields=fixed),
        pgtrigger.Protect(
            name=f"{name}_final", operation=pgtrigger.Update, condition=pgtrigger.Q(old__state__in=final)
        ),
    ]


def only_ends(name: str, words: str, *, fixed: list[str]) -> list:
    """Triggers of items: never deleted, never changed, and once over, over."""
    return [
        *never_deleted(name, words),
        pgtrigger.ReadOnly(name=f"{name}_fixed", fields=fixed),
        pgtrigger.Protect(
            name=f"{name}_over", operation=pgtrigger.Update, condition=pgtrigger.Q(old__live=False)
        ),
    ]
