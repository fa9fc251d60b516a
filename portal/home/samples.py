"""Sample content for the page of elements (DEBUG only). Not translated: developers read it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator

STATES = [
    ("good", "Issued"),
    ("warn", "Due in 3 days"),
    ("bad", "Refused"),
    ("info", "In review"),
    ("neutral", "Draft"),
]


THREAD = [
    ("Finn Finance", "Host A", "Which rate was used for this line?", False, False),
    ("Diego Ruiz", "Licensor", "Ask contracts whether the amendment names search.", False, True),
    (
        "Diego Ruiz",
        "Licensor",
        "Clause 4.2 as amended on 15 April: 3 %, since the tier was reached.",
        True,
        False,
    ),
]


def entry(author: str, sender: str, text: str, own: bool, internal: bool) -> dict:
    """A message as a thread shows it."""
    at = datetime(2026, 11, 5, 14, 30, tzinfo=UTC)
    message = SimpleNamespace(
        pk=len(text), author=SimpleNamespace(name=author), at=at, text=text, internal=internal
    )
    return {"message": message, "sender": sender, "own": own, "file_url": ""}


class SampleForm(forms.Form):
    agreement = forms.ChoiceField(choices=[("1", "AGR-2026-0001 Hosting of chat models")])
    name = forms.CharField(max_length=20, help_text="As it appears on the statement.")
    from_date = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), required=False)
    rounding = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[
            ("half_even", "To the nearest, halves to the even digit"),
            ("half_up", "Halves away from zero"),
        ],
    )
    applications = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "Customer service"), ("b", "Search")],
        required=False,
    )
    note = forms.CharField(widget=forms.Textarea, required=False)
    attest = forms.BooleanField(label="These figures are complete and right to the best of my knowledge.")


def samples(request) -> dict:
    """Context of the page of elements."""
    form = (
        SampleForm({"name": "A name that is far too long for the column"})
        if "errors" in request.GET
        else SampleForm()
    )
    rows = [
        SimpleNamespace(
            number=f"STM-2026-{n:06}",
            period=f"2026-{n:02}",
            state=STATES[n % 5],
            amount=Decimal("1284.5") * (n - 3) ** 3,
        )
        for n in range(1, 10)
    ]
    return {
        "form": form,
        "states": STATES,
        "rows": rows,
        "page": Paginator(range(1000), 25).get_page(request.GET.get("page", "7")),
        "now": datetime(2026, 11, 5, 14, 30, tzinfo=UTC),
        "a_day": date(2026, 11, 5),
        "amounts": [(Decimal("1234567.5"), code) for code in ("EUR", "USD", "KWD", "JPY", "INR")]
        + [(Decimal("-320"), "EUR")],
        "steps": [
            {"text": "Upload", "state": "done"},
            {"text": "Check", "state": "current"},
            {"text": "Review", "state": "coming"},
            {"text": "Submit", "state": "coming"},
        ],
        "thread": [entry(*each) for each in THREAD],
        "facts": [
            ("Period", "October 2026"),
            ("Agreement", "AGR-2026-0001"),
            ("Currency", "EUR"),
            ("Terms", "Version 3"),
        ],
        "rungs": [
            {
                "text": "Share of October's usage",
                "amount": Decimal("48210.33"),
                "currency": "EUR",
                "url": "#",
                "note": "1,204 lines, 6 applications",
            },
            {"text": "Contributions", "amount": Decimal("1250"), "currency": "EUR"},
            {"text": "Earned", "amount": Decimal("49460.33"), "currency": "EUR", "kind": "subtotal"},
            {
                "text": "Advance recouped",
                "amount": Decimal("-12365.08"),
                "currency": "EUR",
                "note": "25% of what was earned",
            },
            {"text": "Withholding tax", "amount": Decimal("0"), "currency": "EUR"},
            {"text": "You will receive", "amount": Decimal("37095.25"), "currency": "EUR", "kind": "total"},
        ],
    }
