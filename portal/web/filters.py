"""Filters of lists. A search box over `search_fields`; the rest as each list declares."""

from functools import reduce
from operator import or_

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _


class ListFilters(django_filters.FilterSet):
    """Subclasses name `search_fields` (lookups such as `partner__name`) to have a search box."""

    search = django_filters.CharFilter(label=_("Search"), method="find", max_length=200)
    search_fields: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.search_fields:
            self.filters["search"].field.widget.input_type = "search"
            self.filters = {"search": self.filters.pop("search"), **self.filters}
        else:
            del self.filters["search"]

    def find(self, queryset: QuerySet, _name: str, words: str) -> QuerySet:
        """Rows in which every word is found in one of the fields."""
        for word in words.split()[:10]:
            parts = [Q(**{f"{field}__icontains": word}) for field in self.search_fields]
            queryset = queryset.filter(reduce(or_, parts))
        return queryset
