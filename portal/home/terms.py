"""Terms that wait for somebody, and agreements that end soon, for staff and for a partner."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.access import OURS, SEEN_BY_PARTNERS, SEEN_BY_STAFF, agreements_of, staff_agreements
from agreements.models import Agreement, TermChange, Version
from agreements.negotiation.acts import version_acts
from agreements.negotiation.listed import KINDS
from agreements.term.acts import HORIZON, days_left
from agreements.term.approve_term_change import why_not_approve_term
from portal.accounts.deputies import licensor_today
from portal.accounts.models import Partner, User
from portal.home.to_do import SHOWN, Section, ToDo, section_of
from portal.web import formats

State = Version.State


def terms_sections(user: User) -> list[Section]:
    """For staff who may see rates. Outsiders: Http404."""
    agreements = staff_agreements(user)
    rows = (
        Version.objects.filter(SEEN_BY_STAFF, agreement__in=agreements)
        .filter(state__in=[State.DRAFT, State.PROPOSED])
        .select_related("agreement__partner", "prepared_by", "answers")
        .order_by("-state", "from_date", "pk")
    )
    items = [_for_staff(version, user) for version in rows[: SHOWN + 1]]
    page = (reverse("staff_agreements"), _("All agreements"))
    return [
        section_of(_("Agreements to approve"), items, _("No version of an agreement waits."), *page),
        section_of(
            _("Terms that end"),
            [*_changes(agreements, user, staff=True), *_ends(agreements, staff=True)],
            _("No term ends soon."),
            *page,
        ),
    ]


def partner_terms(user: User, partner: Partner) -> list[ToDo]:
    """What waits to be read or signed, then renewals."""
    agreements = agreements_of(user, partner)
    rows = (
        Version.objects.filter(SEEN_BY_PARTNERS, agreement__in=agreements)
        .filter(Q(state=State.APPROVED) | Q(OURS, state=State.PROPOSED) | Q(~OURS, state=State.DRAFT))
        .select_related("agreement__partner", "prepared_by", "answers")
        .order_by("state", "from_date", "pk")
    )
    items = [_for_partner(version, user) for version in rows[:SHOWN]]
    return [*items, *_changes(agreements, user, staff=False)]


def partner_ends(user: User, partner: Partner) -> list[ToDo]:
    """Agreements that end within 180 days."""
    return _ends(agreements_of(user, partner), staff=False)


def _for_staff(version: Version, user: User) -> ToDo:
    agreement = version.agreement
    acts = version_acts(version, user, staff=True)
    facts = [agreement.partner.name, _("from %(day)s on") % {"day": formats.day(version.from_date)}]
    act, page, why_not = _("Open"), "staff_version", ""
    if acts["approve"].fits:
        why_not = acts["approve"].why_not
        if acts["approve"].may:
            act, page = _("Review and approve"), "approve_version"
    elif acts["edit"].may:
        act, page = _("Go on"), "edit_version"
    return ToDo(
        text=_named(version),
        sub=" · ".join([*facts, _("prepared by %(name)s") % {"name": version.prepared_by.name}]),
        url=reverse(page, args=[agreement.number, version.number]),
        badge=version.get_state_display(),
        kind=KINDS[version.state],
        act=act,
        why_not=why_not,
    )


def _for_partner(version: Version, user: User) -> ToDo:
    agreement = version.agreement
    acts = version_acts(version, user, staff=False)
    text, act, page, why_not = _("Proposed terms: %(terms)s"), _("Read"), "version", ""
    if version.state == State.DRAFT:
        text, act = _("Your answer is a draft: %(terms)s"), _("Go on")
    if version.state == State.APPROVED:
        amends = agreement.state != Agreement.State.DRAFT
        text = _("Terms wait for your signature: %(terms)s")
        if amends:
            text = _("An amendment waits for your signature: %(terms)s")
        why_not = acts["accept"].why_not
        act = ""
        if acts["accept"].may:
            act, page = _("Read and accept"), "accept_version"
    return ToDo(
        text=text % {"terms": _named(version)},
        sub=f"{agreement.title} · " + _("from %(day)s on") % {"day": formats.day(version.from_date)},
        url=reverse(page, args=[agreement.number, version.number]),
        badge=version.get_state_display(),
        kind=KINDS[version.state],
        act=act,
        why_not=why_not,
    )


def _changes(agreements, user: User, *, staff: bool) -> list[ToDo]:
    """Changes of an end that wait for this side."""
    waits = TermChange.State.PROPOSED if staff else TermChange.State.APPROVED
    changes = (
        TermChange.objects.filter(agreement__in=agreements, state=waits)
        .select_related("agreement__partner", "partner", "by")
        .order_by("pk")
    )
    return [_change(each, user, staff=staff) for each in changes[:SHOWN]]


def _ends(agreements, *, staff: bool) -> list[ToDo]:
    today = licensor_today()
    ending = agreements.filter(
        state=Agreement.State.ACTIVE, ends_date__gt=today, ends_date__lte=today + timedelta(days=HORIZON)
    )
    return [_end(each, staff=staff) for each in ending.order_by("ends_date")[: SHOWN + 1]]


def _change(change: TermChange, user: User, *, staff: bool) -> ToDo:
    agreement = change.agreement
    last_day = formats.day(change.ends_date - timedelta(days=1))
    names = {"kind": change.get_kind_display(), "number": agreement.number}
    return ToDo(
        text=_("%(kind)s of %(number)s") % names,
        sub=" · ".join([agreement.partner.name, _("last day %(day)s") % {"day": last_day}]),
        url=reverse("staff_agreement" if staff else "agreement", args=[agreement.number]) + "#term-title",
        badge=change.get_state_display(),
        kind="warn",
        act=_("Open"),
        why_not=why_not_approve_term(change, user) if staff else "",
    )


def _end(agreement: Agreement, *, staff: bool) -> ToDo:
    last_day = formats.day(agreement.ends_date - timedelta(days=1))
    left = days_left(agreement)
    return ToDo(
        text=_("%(number)s ends after %(day)s") % {"number": agreement.number, "day": last_day},
        sub=agreement.partner.name if staff else agreement.title,
        url=reverse("staff_agreement" if staff else "agreement", args=[agreement.number]) + "#term-title",
        badge=_("Ends soon"),
        kind="bad" if left is not None and left <= 30 else "warn",
        act=_("Open"),
    )


def _named(version: Version) -> str:
    names = {"number": version.agreement.number, "version": version.number}
    return _("%(number)s, version %(version)s") % names
