"""The catalogue: seen by all staff, changed by the administrator."""

import django_tables2 as tables
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from agreements.catalogue import entries as doors
from agreements.catalogue.add_alias import add_alias as let_stand
from agreements.catalogue.add_entry import add_entry as add
from agreements.catalogue.forms import AliasForm, EntryForm
from agreements.catalogue.remove_alias import remove_alias as forget
from agreements.catalogue.restore_entry import restore_entry as restore
from agreements.catalogue.retire_entry import retire_entry as retire
from agreements.models import Alias
from agreements.rows import asked_for, posted
from portal.accounts.access import is_staff, staff_page
from portal.accounts.roles import StaffRole
from portal.web.columns import HeadingColumn
from portal.web.filters import ListFilters
from portal.web.listing import list_page

ADMINISTRATOR = StaffRole.ADMINISTRATOR


class AliasTable(tables.Table):
    alias = HeadingColumn(verbose_name=gettext_lazy("Their name"))
    partner = tables.Column(verbose_name=gettext_lazy("Partner"))
    kind = tables.Column(verbose_name=gettext_lazy("Kind"))
    code = tables.Column(verbose_name=gettext_lazy("Means"))
    remove = tables.TemplateColumn(
        verbose_name="",
        template_name="agreements/catalogue/_remove_alias.html",
        orderable=False,
        exclude_from_export=True,
    )

    class Meta:
        model = Alias
        fields = ("alias", "partner", "kind", "code")


class AliasFilters(ListFilters):
    search_fields = ("alias", "code", "partner__name")

    class Meta:
        model = Alias
        fields = ("kind",)


@staff_page()
def catalogue(request):
    kinds = [
        (kind, doors.TITLES[kind], doors.ADD[kind], doors.entries(request.user, kind)) for kind in doors.KINDS
    ]
    shown = {
        "kinds": kinds,
        "markets": doors.markets(request.user),
        "may_change": is_staff(request.user, ADMINISTRATOR),
        "role": ADMINISTRATOR.label,
    }
    return render(request, "agreements/catalogue/catalogue.html", shown)


@staff_page(ADMINISTRATOR)
def add_entry(request, kind):
    doors.entries(request.user, kind)
    form = EntryForm(posted(request), kind=kind, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            entry = add(kind=kind, by=request.user, **form.entry())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s is in the catalogue.") % {"name": entry})
            return redirect("catalogue")
    shown = {"form": form, "title": doors.ADD[kind], "back": "catalogue"}
    return render(request, "agreements/catalogue/add.html", shown)


@staff_page(ADMINISTRATOR)
@require_POST
def retire_entry(request, kind, code):
    entry = doors.entry_of(request.user, kind, code)
    retire(kind=kind, entry=entry, by=request.user)
    messages.success(request, _("%(name)s is retired. What names it keeps it.") % {"name": entry})
    return redirect("catalogue")


@staff_page(ADMINISTRATOR)
@require_POST
def restore_entry(request, kind, code):
    entry = doors.entry_of(request.user, kind, code)
    restore(kind=kind, entry=entry, by=request.user)
    messages.success(request, _("%(name)s is offered again.") % {"name": entry})
    return redirect("catalogue")


@staff_page()
def aliases(request):
    return list_page(
        request,
        queryset=doors.aliases_for(request.user),
        table_class=AliasTable,
        filter_class=AliasFilters,
        template="agreements/catalogue/aliases.html",
        name="aliases",
        extra={"may_change": is_staff(request.user, ADMINISTRATOR)},
    )


@staff_page(ADMINISTRATOR)
def add_alias(request):
    given = asked_for(request, "partner", "alias", "means")
    form = AliasForm(posted(request), user=request.user, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            row = let_stand(by=request.user, **form.alias_given())
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(
                request, _("%(alias)s now means %(code)s.") % {"alias": row.alias, "code": row.code}
            )
            return redirect("aliases")
    shown = {"form": form, "title": _("Add a partner's own name"), "back": "aliases"}
    return render(request, "agreements/catalogue/add.html", shown)


@staff_page(ADMINISTRATOR)
@require_POST
def remove_alias(request, alias):
    row = get_object_or_404(doors.aliases_for(request.user), pk=alias)
    forget(alias=row, by=request.user)
    messages.success(request, _("%(alias)s is forgotten.") % {"alias": row.alias})
    return redirect("aliases")
