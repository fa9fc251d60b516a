"""The doors to agreements. Outsiders get 404; neither side sees what the other still drafts."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from agreements.models import (
    Agreement,
    Clause,
    Contribution,
    ExclusivityGrant,
    Obligation,
    RateRule,
    Tier,
    Version,
)
from portal.accounts.access import is_staff, needed_roles, partner_ids
from portal.accounts.models import Partner, User
from portal.accounts.roles import StaffRole
from portal.audit.models import AuditEvent

SCOPE = ("application", "model", "market")
# Rates are confidential: seen by the parties and the roles that need them (INTERFACE, "People").
RATE_READERS = (
    StaffRole.CONTRACTS,
    StaffRole.APPROVER,
    StaffRole.FINANCE,
    StaffRole.DISPUTES,
    StaffRole.AUDITOR,
)
DRAFTS = Q(state=Version.State.DRAFT)
OURS = Q(party=Agreement.Party.LICENSOR)
# Neither side reads what the other still drafts.
SEEN_BY_PARTNERS = ~(DRAFTS & OURS)
SEEN_BY_STAFF = ~(DRAFTS & ~OURS)

Read = Callable[[Agreement], QuerySet[Version]]
"""How much of versions is read: `versions_with_rules`, `versions_listed`, `versions_to_show`."""


def agreements_of(user: User, partner: Partner) -> QuerySet[Agreement]:
    """The partner's agreements of which a version was ever proposed; none for outsiders."""
    return _seen_by_partners().filter(partner_id__in=partner_ids(user), partner=partner)


def partner_agreements(user: User) -> QuerySet[Agreement]:
    """Those of every organisation the person belongs to; none for outsiders."""
    return _seen_by_partners().filter(partner_id__in=partner_ids(user))


def agreements_in_force_of(user: User, partner: Partner) -> QuerySet[Agreement]:
    """Those of them that are or were in force: what is reported and settled."""
    return agreements_of(user, partner).exclude(state=Agreement.State.DRAFT)


def partner_agreement(user: User, number: str) -> Agreement:
    """An agreement of an organisation the person belongs to. Raises Http404."""
    return get_object_or_404(_seen_by_partners(), partner_id__in=partner_ids(user), number=number)


def staff_agreements(user: User) -> QuerySet[Agreement]:
    """Every agreement, for staff. Raises Http404 for others."""
    if not is_staff(user):
        raise Http404
    return Agreement.objects.select_related("partner", "created_by")


def staff_agreement(user: User, number: str) -> Agreement:
    return get_object_or_404(staff_agreements(user), number=number)


def may_see_rates(user: User) -> bool:
    return is_staff(user, *RATE_READERS)


def require_rates(user: User) -> None:
    """Raises PermissionDenied for staff who hold no role that needs rates."""
    if not may_see_rates(user):
        raise PermissionDenied(needed_roles(RATE_READERS))


def staff_version(user: User, number: str, version: int, read: Read | None = None) -> Version:
    """One version of an agreement, own drafts too, for staff who may see rates; Http404 for outsiders."""
    agreement = staff_agreement(user, number)
    require_rates(user)
    return get_object_or_404(seen_by_staff(agreement, read), number=version)


def partner_version(user: User, number: str, version: int, read: Read | None = None) -> Version:
    """One version for the partner's members: proposed ones and what became of them, and own drafts."""
    return get_object_or_404(seen_by_partner(partner_agreement(user, number), read), number=version)


def seen_by_staff(agreement: Agreement, read: Read | None = None) -> QuerySet[Version]:
    """All but what the partner still drafts, `read` as `versions_with_rules` does, or as another."""
    return (read or versions_with_rules)(agreement).filter(SEEN_BY_STAFF)


def seen_by_partner(agreement: Agreement, read: Read | None = None) -> QuerySet[Version]:
    """All but what the licensor still drafts, `read` as `versions_with_rules` does, or as another."""
    return (read or versions_with_rules)(agreement).filter(SEEN_BY_PARTNERS)


def partners_for_agreements(user: User, *, kept: Partner | None = None) -> QuerySet[Partner]:
    """With whom staff may begin an agreement, and whom one has already. Raises Http404 for others."""
    if not is_staff(user):
        raise Http404
    return Partner.objects.filter(Q(suspended_at=None) | Q(pk=kept.pk if kept else None))


def rule_of(version: Version, rule_id: int) -> RateRule:
    return get_object_or_404(version.rules.select_related("version__agreement"), pk=rule_id)


def versions_listed(agreement: Agreement) -> QuerySet[Version]:
    """All versions in the order of their first day, without their rules: for lists and choices."""
    return (
        Version.objects.filter(agreement=agreement)
        .select_related(
            *("agreement__partner", "prepared_by", "approved_by", "accepted_by", "answers", "operations")
        )
        .order_by("from_date", "number")
    )


def versions_with_rules(agreement: Agreement) -> QuerySet[Version]:
    """As `versions_listed`, with all that the terms say, in few queries."""
    return _versions_beside_rules(agreement).prefetch_related(Prefetch("rules", _rules()))


def versions_to_show(agreement: Agreement, most: int | None) -> QuerySet[Version]:
    """As `versions_with_rules`, but of each version only the `most` first rules, None: all.

    They are its `first_rules`; `rule_count` is how many it has.
    """
    counted = RateRule.objects.filter(version=OuterRef("pk")).order_by().values("version")
    return (
        _versions_beside_rules(agreement)
        .annotate(rule_count=Coalesce(Subquery(counted.values(count=Count("pk"))), 0))
        .prefetch_related(Prefetch("rules", _rules()[:most], to_attr="first_rules"))
    )


def _rules() -> QuerySet[RateRule]:
    tiers = Prefetch("tiers", Tier.objects.order_by("position"))
    return RateRule.objects.select_related(*SCOPE, "unit").prefetch_related(tiers).order_by("code")


def _grants() -> Prefetch:
    return Prefetch("grants", ExclusivityGrant.objects.select_related(*SCOPE).order_by("code", "id"))


def _versions_beside_rules(agreement: Agreement) -> QuerySet[Version]:
    return versions_listed(agreement).prefetch_related(
        Prefetch("clauses", Clause.objects.order_by("position", "id")),
        _grants(),
        Prefetch("obligations", Obligation.objects.select_related(*SCOPE, "owner").order_by("code")),
        "tariff",
    )


def versions_in_force(agreement: Agreement) -> QuerySet[Version]:
    """Versions agreed on, past and coming ones too, in the order of their first day."""
    return versions_with_rules(agreement).filter(state=Version.State.IN_FORCE)


def versions_to_settle(agreement: Agreement | None = None) -> QuerySet[Version]:
    """As `versions_in_force`, with what the formula reads of them and nothing else; None: of all."""
    rows = Version.objects.filter(state=Version.State.IN_FORCE)
    rows = rows if agreement is None else rows.filter(agreement=agreement)
    return rows.prefetch_related(Prefetch("rules", _rules()), _grants()).order_by("from_date", "number")


def approved_contributions(agreement: Agreement | None = None) -> QuerySet[Contribution]:
    """None: of all."""
    rows = Contribution.objects.filter(approved_at__isnull=False)
    rows = rows if agreement is None else rows.filter(agreement=agreement)
    return rows.select_related(*SCOPE).order_by("code")


def looks_at_terms(agreement: Agreement, newest: int = 20) -> list[AuditEvent]:
    """The newest looks by staff at the agreement's terms."""
    events = AuditEvent.objects.filter(
        partner_id=agreement.partner_id, subject=agreement.number, event="terms.viewed"
    )
    return list(events.select_related("actor").order_by("-position")[:newest])


def _seen_by_partners() -> QuerySet[Agreement]:
    shown = Version.objects.filter(agreement=OuterRef("pk")).filter(SEEN_BY_PARTNERS)
    return Agreement.objects.filter(Exists(shown)).select_related("partner")
