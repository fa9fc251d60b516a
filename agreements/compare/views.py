"""The page that sets two versions side by side."""

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agreements.access import versions_listed
from agreements.audience import Audience
from agreements.compare.differences import differences
from agreements.models import Version


class Choice(forms.Form):
    old = forms.ChoiceField(label=_("Earlier"))
    new = forms.ChoiceField(label=_("Later"))

    def __init__(self, *args, versions: list[Version], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.choices = [(row.number, f"{row.number} · {row.get_state_display()}") for row in versions]


@require_safe
def compare_versions(request, audience: Audience, number):
    """`?old=1&new=2`; what is not said, or is no version here, is the newest and the one before it."""
    agreement = audience.agreement(request.user, number, page="compare_versions")
    listed = list(audience.versions(agreement, versions_listed))
    shown = audience.context(agreement=agreement, enough=len(listed) > 1)
    if len(listed) > 1:
        numbers = _chosen(request.GET, listed)
        said = {row.number: row for row in audience.versions(agreement).filter(number__in=numbers)}
        if not said.keys() >= set(numbers):
            raise Http404  # discarded meanwhile
        old, new = (said[number] for number in numbers)
        parts = differences(old, new)
        shown |= {
            "old": old,
            "new": new,
            "form": Choice(dict(zip(("old", "new"), numbers, strict=True)), versions=listed),
            "differing": [part for part in parts if part.rows],
            "same": [part for part in parts if part.same],
        }
    return render(request, "agreements/compare/compare_versions.html", shown)


def _chosen(asked, listed: list[Version]) -> tuple[int, int]:
    """Of the versions listed by first day, then number: an answer stands after what it answers."""
    known = {str(row.number): row for row in listed}
    new = known.get(asked.get("new", ""), listed[-1])
    before = listed[: listed.index(new)]
    usual = next((row for row in listed if row.pk == new.answers_id), None) or (before or listed)[-1]
    return known.get(asked.get("old", ""), usual).number, new.number
