"""What is wrong with a definition, in words, and beside which field."""

from django.utils.translation import gettext_lazy as _

from usage.dialects.read_definition import Fault

SENTENCES = {
    "missing": _("Say from which column this comes, or write what always holds."),
    "column_or_constant": _("Choose a column or write what always holds, not both."),
    "not_constant": _("This differs from row to row: choose a column."),
    "key_of_nothing": _("Choose the column whose JSON has this member."),
    "not_offered": _("Choose one of the values offered."),
    "same_marks": _("The decimal mark cannot also separate thousands."),
    "bad_factor": _("“%(word)s” is no factor: write a number above zero, such as 1000 or 0.5."),
    "condition": _("Write the column and its values, such as: ChargeCategory = Tax | Credit."),
    "said_twice": _("“%(word)s” stands here for two different codes. Keep one."),
    "bad_word": _("“%(word)s” is empty, too long, or holds marks that cannot be shown."),
    "too_many_words": _("There are too many words here: at most 5,000."),
    "mapped_and_ignored": _("“%(word)s” is read and left aside at once."),
}
FIELDS = {
    "separator": "separator",
    "encoding": "encoding",
    "header_line": "header_line",
    "numbers.decimal": "decimal",
    "numbers.grouping": "grouping",
    "numbers.negative": "negative",
    "days.pattern": "pattern",
    "days.zone": "zone",
    "units": "words_unit",
    "left_out": "left_out",
    "ignored": "others",
}


def fault_sentence(fault: Fault) -> str:
    sentence = SENTENCES.get(fault.code, _("This is no definition of a dialect: %(word)s."))
    return str(sentence) % {"word": fault.word}


def field_of(fault: Fault) -> str | None:
    """The form's field, or None for the form as a whole."""
    kind, _dot, name = fault.place.partition(".")
    if kind == "columns" and name:
        return f"column_{name}"
    if kind == "words" and name:
        return f"words_{name}"
    return FIELDS.get(fault.place)
