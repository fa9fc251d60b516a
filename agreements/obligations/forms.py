"""Forms of obligations: in the editor, and for what is done about a due one."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.fields import DayField, ScopeFields, scope_choices, scope_initial
from agreements.models import Agreement, Obligation, Version
from agreements.obligations.attest_obligation import LONGEST
from agreements.obligations.kinds import template_of
from agreements.obligations.obligations_document import MOST_HOURS
from agreements.obligations.owners import people_of_party
from portal.accounts.models import User

EVIDENCE = _("PDF, PNG, JPG, TXT, CSV or XLSX, at most 20 MB. Both sides can open it.")
_SAME = ("code", "clause", "kind", "party", "title", "text", "recurrence", "hours")
_SAME += ("evidence_needed", "consequence", "grant")
FIELDS = {name: name for name in (*_SAME, "owner", "application", "model", "market")}
FIELDS |= {"first_due": "first_due_date"}


class ObligationForm(ScopeFields):
    """`parties`: whose people may be named here; a partner is not shown the licensor's."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Obligation.Kind)
    code = forms.CharField(
        label=_("Id"),
        max_length=60,
        help_text=_("Short and lasting, like fairness-evaluation: later versions of the same one keep it."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    party = forms.ChoiceField(label=_("Binds"), choices=Agreement.Party)
    clause = forms.ChoiceField(label=_("Clause it rests on"), required=False)
    title = forms.CharField(label=_("Title"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    text = forms.CharField(
        label=_("What is to be done"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    owner = forms.ChoiceField(
        label=_("Who answers for it"),
        required=False,
        help_text=_("A person of the party it binds. Empty: the party names one later."),
    )
    first_due_date = DayField(
        label=_("First due"), help_text=_("Days before this version begins are not asked for.")
    )
    recurrence = forms.ChoiceField(label=_("Repeats"), choices=Obligation.Recurrence)
    hours = forms.IntegerField(
        label=_("Hours to report an incident"),
        required=False,
        min_value=1,
        max_value=MOST_HOURS,
        help_text=_("For a notice of incidents: the clock from its discovery."),
    )
    evidence_needed = forms.BooleanField(label=_("A file is needed as evidence"), required=False)
    consequence = forms.ChoiceField(label=_("While it is overdue"), choices=Obligation.Consequence)
    grant = forms.ChoiceField(
        label=_("Which exclusive right"), required=False, help_text=_("Where one rests meanwhile.")
    )

    def __init__(
        self, *args, version: Version, parties: list[str], row: Obligation | None = None, **kwargs
    ) -> None:
        super().__init__(*args, choices=scope_choices([row] if row else []), **kwargs)
        clauses = [(each.number, f"{each.number} {each.title}") for each in version.clauses.all()]
        grants = sorted({each.code for each in version.grants.all()})
        self.fields["clause"].choices = _kept([("", gettext("None")), *clauses], row and row.clause)
        self.fields["grant"].choices = _kept(
            [("", gettext("All of the version")), *((code, code) for code in grants)], row and row.grant
        )
        people = [person for party in parties for person in people_of_party(version.partner, party)]
        if row and row.owner and row.owner not in people:
            people.append(row.owner)
        names = [(person.email, person.name) for person in people]
        self.fields["owner"].choices = [("", gettext("Nobody yet")), *names]

    def document(self) -> dict[str, Any]:
        """The row as `agreement-terms/1` has it."""
        given = self.cleaned_data
        members = {name: given[name] for name in (*_SAME, "owner")}
        members |= {"first_due": given["first_due_date"].isoformat(), **self.scope()}
        return {name: value for name, value in members.items() if value not in (None, "")}


def obligation_initial(version: Version, row: Obligation | None, kind: str) -> dict[str, Any]:
    """What the form begins with: the row, else the text of the kind, else nothing but the kind."""
    if row is not None:
        owner = row.owner.email if row.owner else ""
        same = {name: getattr(row, name) for name in _SAME}
        return {**same, **scope_initial(row), "owner": owner, "first_due_date": row.first_due_date}
    template = template_of(kind)
    if template is None:
        return {"kind": Obligation.Kind.OTHER, "party": Agreement.Party.PARTNER}
    names = ("kind", "title", "text", "recurrence", "evidence_needed", "consequence", "hours")
    clause = next((each.number for each in version.clauses.all() if each.kind == template.clause_kind), "")
    taken, code = {each.code for each in version.obligations.all()}, template.code
    return {
        **{name: getattr(template, name) for name in names},
        "code": next(each for each in (code, *(f"{code}-{n}" for n in range(2, 600))) if each not in taken),
        "clause": clause,
        "party": Agreement.Party.PARTNER,
    }


def _kept(choices: list[tuple[str, str]], value: str | None) -> list[tuple[str, str]]:
    """What the row says stays a choice, though the version has it no more."""
    known = {key for key, _label in choices}
    return choices if not value or value in known else [*choices, (value, value)]


class AttestForm(forms.Form):
    statement = forms.CharField(
        label=_("What was done"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("You say this by name; both sides read it, and it is not changed afterwards."),
    )
    file = forms.FileField(label=_("Evidence"), required=False, help_text=EVIDENCE)

    def __init__(self, *args, evidence_needed: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = evidence_needed


class OwnerForm(forms.Form):
    owner = forms.ChoiceField(label=_("Who answers for it from now on"))

    def __init__(self, *args, people: list[User], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["owner"].choices = [(key, person.name) for key, person in self.people.items()]

    def clean_owner(self) -> User:
        return self.people[self.cleaned_data["owner"]]
