"""Rows in forms that work without JavaScript: one more by a button, errors where they belong."""

import re

from django import forms
from django.forms.utils import ErrorDict

from agreements.fault_words import words_of
from settlements.engine.faults import Fault

_PLACE = re.compile(r"(?:(?P<list>[a-z_]+)\[(?P<index>[0-9]+)\]\.?)?(?P<member>[a-z_.]*)")
_COUNT = "-TOTAL_FORMS"
_MOST_ROWS = 200


class Rows(forms.BaseFormSet):
    """A formset of which empty rows are left out; `filled` are the others, in their order."""

    def initial_form_count(self) -> int:
        # any row that comes back may be empty, those that were there before too
        return 0 if self.is_bound else super().initial_form_count()

    @property
    def filled(self) -> list[forms.Form]:
        return [form for form in self.forms if form.has_changed() and not self._should_delete_form(form)]


def posted(request):
    """What a form is bound to: nothing before it is sent, even where it is sent empty."""
    return request.POST if request.method == "POST" else None


def asked_for(request, *names: str) -> dict[str, str]:
    """What a link fills into a form's fields before anybody typed: shown only, judged when it is sent."""
    return {name: request.GET[name][:200] for name in names if request.GET.get(name)}


def row_formset(form_class) -> type[Rows]:
    """Rows of the form, each with a box to remove it."""
    return forms.formset_factory(
        form_class, formset=Rows, extra=0, can_delete=True, max_num=_MOST_ROWS, absolute_max=_MOST_ROWS
    )


def one_more(posted, prefix: str):
    """What was posted, with one more empty row in the formset `prefix`."""
    copy = posted.copy()
    count = copy.get(prefix + _COUNT, "")
    number = int(count) if count.isascii() and count.isdigit() and len(count) < 5 else 0
    copy[prefix + _COUNT] = str(min(number + 1, _MOST_ROWS))
    return copy


def one_less(posted, prefix: str, index: str):
    """What was posted without the row `index` of the formset `prefix`; those after it move up."""
    copy = one_more(posted, prefix)
    count = int(copy[prefix + _COUNT]) - 1
    if not (index.isascii() and index.isdigit() and len(index) < 5 and int(index) < count):
        copy[prefix + _COUNT] = str(count)
        return copy
    place = re.compile(re.escape(prefix) + r"-([0-9]{1,4})-(.+)")
    typed = {(int(match[1]), match[2]): posted[name] for name in posted if (match := place.fullmatch(name))}
    for row, name in typed:
        copy.pop(f"{prefix}-{row}-{name}", None)
    for (row, name), value in typed.items():
        if row != int(index):
            copy[f"{prefix}-{row - (row > int(index))}-{name}"] = value
    copy[prefix + _COUNT] = str(count - 1)
    return copy


def silence(form) -> None:
    """Show what was typed without judging it yet."""
    for each in getattr(form, "forms", [form]):
        each._errors = ErrorDict()
        each.cleaned_data = {}
    if hasattr(form, "forms"):
        form._errors, form._non_form_errors = [], form.error_class()


def place_faults(
    faults: list[Fault], form, fields: dict[str, str], rows: dict[str, tuple] | None = None
) -> None:
    """Put the engine's faults beside the fields they are about.

    `fields`: member of the document → field of the form; `rows`: list in the document → (its filled
    forms, member → field). What has no field stands above the form, with its path.
    """
    for fault in faults:
        place = _PLACE.fullmatch(fault.path)
        target, field = form, fields.get(place["member"]) if place and not place["list"] else None
        if place and rows and place["list"] in rows:
            filled, names = rows[place["list"]]
            if int(place["index"]) < len(filled):
                target, field = filled[int(place["index"])], names.get(place["member"])
        if field is None:
            words = words_of(fault)
            form.add_error(None, words if fault.path == "$" else f"{fault.path}: {words}")
        else:
            target.add_error(field, words_of(fault))
