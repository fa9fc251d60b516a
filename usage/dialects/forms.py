"""The forms of dialects: a sample first, then what its columns and cells mean."""

from collections.abc import Iterable
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from usage.check.canonical import COLUMNS, REQUIRED
from usage.check.rules import CheckRules
from usage.dialects import choices
from usage.dialects.definition import LAST_HEADER_LINE, NOT_CONSTANT, WORD_COLUMNS, Definition
from usage.dialects.fault_sentences import fault_sentence, field_of
from usage.dialects.form_values import as_definition, initial_of
from usage.dialects.own_words import BadLine
from usage.dialects.read_definition import BadDefinition, read_definition
from usage.dialects.trial_rules import unknown_codes
from usage.upload_rules import MEANING

LONG_TEXT = 200_000
WORD_LABELS = {
    "application": _("Applications"),
    "model": _("Models"),
    "market": _("Markets"),
    "unit": _("Units"),
    "currency": _("Currencies"),
    "deployment": _("Deployments"),
}


class FileLayout(forms.Form):
    """How the table lies in a file."""

    separator = forms.ChoiceField(label=_("Separator (CSV)"), choices=choices.SEPARATORS, required=False)
    encoding = forms.ChoiceField(label=_("Encoding (CSV)"), choices=choices.ENCODINGS, required=False)
    header_line = forms.IntegerField(
        label=_("Line of the column names"), min_value=1, max_value=LAST_HEADER_LINE, initial=1
    )


class SampleForm(FileLayout):
    """A file from which a dialect is made."""

    name = forms.CharField(label=_("Name of the dialect"), max_length=80)
    file = forms.FileField(label=_("Sample file"))
    of_focus = forms.BooleanField(
        label=_("It is a FOCUS file"),
        help_text=_(
            "Begins with the columns of the FinOps Open Cost and Usage Specification (1.0 and later)."
        ),
        required=False,
    )
    field_order = ["partner", "name", "file", "separator", "encoding", "header_line", "of_focus"]

    def __init__(self, *args, partners: Iterable[Partner] | None = None, **kwargs) -> None:
        """partners: among whom staff choose."""
        super().__init__(*args, **kwargs)
        if partners is not None:
            self.fields["partner"] = forms.ModelChoiceField(
                partners, label=_("Partner"), to_field_name="code"
            )
            self.order_fields(self.field_order)


class DialectForm(FileLayout):
    """Everything a dialect says. `definition` holds once the form is valid."""

    name = forms.CharField(label=_("Name of the dialect"), max_length=80)
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    others = forms.ChoiceField(
        label=_("Columns that are not read"),
        choices=[
            ("these", _("are left aside, exactly these; a new one is refused")),
            ("all", _("are left aside, whatever they are called")),
        ],
        widget=forms.RadioSelect,
    )
    decimal = forms.ChoiceField(label=_("Decimal mark"), choices=choices.DECIMAL_MARKS)
    grouping = forms.ChoiceField(
        label=_("Thousands are separated by"), choices=choices.GROUPING_MARKS, required=False
    )
    indian = forms.BooleanField(label=_("Indian groups: 12,34,567"), required=False)
    negative = forms.ChoiceField(label=_("Negative numbers have"), choices=choices.NEGATIVES)
    exponent = forms.BooleanField(label=_("Exponents are read: 1.5E-7"), required=False)
    negative_deductions = forms.BooleanField(
        label=_("Deductions are written as negative numbers"), required=False
    )
    pattern = forms.ChoiceField(label=_("Dates are written"), choices=choices.DAY_PATTERNS)
    time = forms.BooleanField(label=_("A time of day follows: 14:30 or 14:30:00"), required=False)
    zone = forms.ChoiceField(
        label=_("Times without an offset are local to"),
        choices=lambda: [
            ("", _("the agreement’s time zone")),
            *((each, each) for each in sorted(available_timezones())),
        ],
        required=False,
    )
    ignore_case = forms.BooleanField(label=_("Capital and small letters are the same"), required=False)
    empty = forms.CharField(
        label=_("Words that mean an empty cell"),
        help_text=_("One to a line, such as NULL."),
        required=False,
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    left_out = forms.CharField(
        label=_("Rows to leave out"),
        help_text=_(
            "One condition to a line: Column = value | value, or Column != value. They are counted and shown."
        ),
        required=False,
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args, own_columns: list[str], rules: CheckRules, start: dict | None = None, **kwargs
    ) -> None:
        """own_columns: of the sample or of the version before. start: shaped as `Definition.as_json`."""
        initial = {**initial_of(start or {}, own_columns), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.own_columns, self.rules = own_columns, rules
        self.definition: Definition | None = None
        named = [("", _("– no column –")), *((each, each) for each in dict.fromkeys(own_columns) if each)]
        for column in COLUMNS:
            self.fields[f"column_{column}"] = forms.ChoiceField(
                label=column, help_text=MEANING[column], choices=named, required=False
            )
            if column not in NOT_CONSTANT:
                self.fields[f"constant_{column}"] = forms.CharField(
                    label=_("or always"), max_length=200, required=False
                )
            if column in WORD_COLUMNS and column not in ("unit", "currency"):
                self.fields[f"key_{column}"] = forms.CharField(
                    label=_("member, where the cell is JSON"), max_length=200, required=False
                )
        for column in WORD_COLUMNS:
            self.fields[f"words_{column}"] = forms.CharField(
                label=WORD_LABELS[column],
                required=False,
                max_length=LONG_TEXT,
                widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
            )

    @property
    def mapped(self) -> list[dict]:
        """The fields of each canonical column, for the page."""
        return [
            {
                "column": column,
                "required": column in REQUIRED,
                "from": self[f"column_{column}"],
                "constant": self[f"constant_{column}"] if f"constant_{column}" in self.fields else None,
                "key": self[f"key_{column}"] if f"key_{column}" in self.fields else None,
            }
            for column in COLUMNS
        ]

    @property
    def words(self) -> list[forms.BoundField]:
        return [self[f"words_{column}"] for column in WORD_COLUMNS]

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        try:
            self.definition = read_definition(as_definition(cleaned, self.own_columns))
        except BadLine as bad:
            field, sentence = bad.field, _("Line %(line)s is not understood: “%(text)s”.")
            self.add_error(field, sentence % {"line": bad.line, "text": bad.text[:100]})
        except BadDefinition as bad:
            for fault in bad.faults:
                self.add_error(field_of(fault), fault_sentence(fault))
        else:
            self._require_codes(self.definition)
        return cleaned

    def _require_codes(self, definition: Definition) -> None:
        for column in WORD_COLUMNS:
            source = definition.columns.get(column)
            words = definition.words.get(column, {}).values()
            if column == "unit":
                words = [own.unit for own in definition.units.values()]
            for field, codes in (
                (f"words_{column}", words),
                (f"column_{column}", [source.constant] if source and source.constant else []),
            ):
                if unknown := unknown_codes(self.rules, column, codes):
                    sentence = _("No such code: %(codes)s. Use one of the catalogue.")
                    self.add_error(field, sentence % {"codes": ", ".join(unknown[:5])})
