"""The kinds of the catalogue that grow, and their doors. Markets are ISO's and do not."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from agreements.models import AiModel, Alias, Application, Market, Unit
from agreements.models.catalogue import CatalogueEntry
from portal.accounts.access import is_staff
from portal.accounts.models import User

KINDS: dict[str, type[CatalogueEntry]] = {"application": Application, "model": AiModel, "unit": Unit}
TITLES = {"application": _("Applications"), "model": _("Models"), "unit": _("Units")}
ADD = {"application": _("Add an application"), "model": _("Add a model"), "unit": _("Add a unit")}


def entries(user: User, kind: str) -> QuerySet[CatalogueEntry]:
    """All entries of a kind, for staff. Raises Http404 for others and for an unknown kind."""
    if not is_staff(user) or kind not in KINDS:
        raise Http404
    found = KINDS[kind].objects.order_by("retired_at", "code")
    return found.select_related("subset_of") if kind == "unit" else found


def entry_of(user: User, kind: str, code: str) -> CatalogueEntry:
    return get_object_or_404(entries(user, kind), code=code)


def markets(user: User) -> QuerySet[Market]:
    if not is_staff(user):
        raise Http404
    return Market.objects.all()


def aliases_for(user: User) -> QuerySet[Alias]:
    """Every partner's own names, for staff. Raises Http404 for others."""
    if not is_staff(user):
        raise Http404
    return Alias.objects.select_related("partner").order_by("partner__name", "kind", "alias")
