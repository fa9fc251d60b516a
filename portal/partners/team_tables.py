"""The lists of people."""

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Membership, User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.partners.role_words import roles_in_words
from portal.web.columns import BadgeColumn, DayColumn, HeadingColumn
from portal.web.filters import ListFilters

STATES = [("active", _("Active")), ("suspended", _("Suspended"))]
KINDS = {"active": "good", "suspended": "bad"}


def _words(state: str) -> str:
    return str(dict(STATES)[state])


class RolesColumn(tables.Column):
    """Roles in words."""

    def __init__(self, *args, kind, **kwargs) -> None:
        super().__init__(*args, orderable=False, **kwargs)
        self.kind = kind

    def render(self, value):
        return roles_in_words(self.kind, value)

    def value(self, value):
        return roles_in_words(self.kind, value)


class ActsColumn(tables.Column):
    """What may be done with the person by who decides about the team; nothing with oneself."""

    def __init__(self) -> None:
        super().__init__(
            accessor="pk", verbose_name="", orderable=False, exclude_from_export=True, empty_values=()
        )

    def render(self, record, table):
        team, person = table.context["team"], getattr(record, "user", record)
        if person.pk == table.context["user"].pk:
            return _("You")
        shown = {"person": person, "state": record.state, **team.acts_on(record.pk)}
        return render_to_string("partners/_person_acts.html", shown)


class MemberTable(tables.Table):
    name = HeadingColumn(verbose_name=_("Name"), accessor="user__name")
    email = tables.Column(verbose_name=_("E-mail address"), accessor="user__email")
    roles = RolesColumn(kind=PartnerRole, verbose_name=_("Roles"))
    since = DayColumn(verbose_name=_("Since"), accessor="created_at")
    state = BadgeColumn(kinds=KINDS, words=_words, verbose_name=_("Status"), order_by="suspended_at")

    class Meta:
        model = Membership
        fields = ("name", "email", "roles", "since", "state")
        order_by = "name"
        caption = _("People")


class StaffTable(tables.Table):
    name = HeadingColumn(verbose_name=_("Name"))
    email = tables.Column(verbose_name=_("E-mail address"))
    roles = RolesColumn(kind=StaffRole, verbose_name=_("Roles"), accessor="staff_roles")
    since = DayColumn(verbose_name=_("Since"), accessor="created_at")
    state = BadgeColumn(kinds=KINDS, words=_words, verbose_name=_("Status"), order_by="-is_active")

    class Meta:
        model = User
        fields = ("name", "email", "roles", "since", "state")
        order_by = "name"
        caption = _("Staff")


class DecidedMemberTable(MemberTable):
    acts = ActsColumn()

    class Meta(MemberTable.Meta):
        pass


class DecidedStaffTable(StaffTable):
    acts = ActsColumn()

    class Meta(StaffTable.Meta):
        pass


class TeamFilters(ListFilters):
    state = django_filters.ChoiceFilter(
        label=_("Status"), choices=STATES, method="in_state", empty_label=_("All")
    )

    def in_state(self, queryset: QuerySet, _name: str, state: str) -> QuerySet:
        return queryset.filter(state=state)


class MemberFilters(TeamFilters):
    search_fields = ("user__name", "user__email")
    role = django_filters.ChoiceFilter(
        label=_("Role"), choices=PartnerRole, method="with_role", empty_label=_("All")
    )

    class Meta:
        model = Membership
        fields = ("role", "state")

    def with_role(self, queryset: QuerySet, _name: str, role: str) -> QuerySet:
        return queryset.filter(roles__contains=[role])


class StaffFilters(TeamFilters):
    search_fields = ("name", "email")
    role = django_filters.ChoiceFilter(
        label=_("Role"), choices=StaffRole, method="with_role", empty_label=_("All")
    )

    class Meta:
        model = User
        fields = ("role", "state")

    def with_role(self, queryset: QuerySet, _name: str, role: str) -> QuerySet:
        return queryset.filter(staff_roles__contains=[role])
