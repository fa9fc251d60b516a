"""What staff narrow the list of agreements by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from portal.web.filters import ListFilters


class AgreementFilters(ListFilters):
    search_fields = ("number", "title", "partner__name", "partner__code")
    state = django_filters.ChoiceFilter(label=_("Status"), choices=Agreement.State, empty_label=_("All"))
    collected_by = django_filters.ChoiceFilter(
        label=_("Revenue collected by"), choices=Agreement.Party, empty_label=_("All")
    )

    class Meta:
        model = Agreement
        fields = ("state", "collected_by")
