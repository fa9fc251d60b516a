"""The form of a clause."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.clauses.numbers import LONGEST, free_number
from agreements.models import Clause, Version
from agreements.standard_clauses import standard_clause


class ClauseForm(forms.Form):
    number = forms.CharField(
        label=_("Number"),
        max_length=LONGEST,
        help_text=_("Rules and obligations name the clause by it, like 4.1."),
        widget=forms.TextInput(attrs={"class": "input-short", "dir": "ltr", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Clause.Kind)
    title = forms.CharField(
        label=_("Title"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto", "size": 60})
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 16, "dir": "auto"}),
        help_text=_("Plain text. An empty line begins a new paragraph."),
    )


def clause_initial(version: Version, clause: Clause | None, kind: str) -> dict[str, str]:
    """What the form begins with: the clause, else the standard text of the kind, else the kind alone."""
    if clause is not None:
        return {name: getattr(clause, name) for name in ("number", "kind", "title", "text")}
    standard = standard_clause(kind)
    taken = [each.number for each in version.clauses.all()]
    number = free_number(standard.number if standard else "1", taken)
    if standard is None:
        return {"number": number, "kind": Clause.Kind.OTHER}
    return {"number": number, "kind": kind, "title": standard.title, "text": standard.text}
