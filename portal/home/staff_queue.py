"""What waits for staff: reports, runs, versions of agreements. Each section for those who may see it."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.access import may_see_rates, staff_agreements
from agreements.models import Agreement
from portal.accounts.access import is_staff
from portal.accounts.models import User
from portal.accounts.roles import BANK_READERS
from portal.home.bank_accounts import bank_account_sections
from portal.home.beside_money import beside_money_sections
from portal.home.corrections import correction_sections
from portal.home.deployments import deployment_sections
from portal.home.doubts import doubt_sections
from portal.home.erasures import erasure_sections
from portal.home.joint_work import joint_work_section
from portal.home.openings import opening_sections
from portal.home.payments import payment_sections
from portal.home.restatements import restatement_sections
from portal.home.tails import tail_sections
from portal.home.terms import terms_sections
from portal.home.to_do import SHOWN, Section, ToDo, section_of
from portal.web import formats
from settlements.runs.access import staff_runs
from settlements.runs.models import SettlementRun
from settlements.runs.run_acts import run_acts
from settlements.statements.access import READERS
from usage.access import staff_reports, why_not_report
from usage.models import Report
from usage.periods.status import Status, status_of_periods, with_periods

RUN_KINDS = {
    SettlementRun.State.SETTLING: "info",
    SettlementRun.State.REVIEW: "warn",
    SettlementRun.State.REQUESTED: "warn",
    SettlementRun.State.APPROVED: "info",
}
MISSING = {Status.DUE, Status.REFUSED, Status.TO_SUBMIT, Status.PARTLY}


def staff_queue(*, user: User) -> list[Section]:
    """The sections the person may see. Outsiders: Http404."""
    sections = []
    if is_staff(user, *READERS):
        sections += [_runs(user), *tail_sections(user), *restatement_sections(user)]
        sections += [*payment_sections(user), *doubt_sections(user)]
        sections += correction_sections(user)
    if is_staff(user, *BANK_READERS):
        sections += bank_account_sections(user)
    if may_see_rates(user):
        sections += [*terms_sections(user), joint_work_section(user), *opening_sections(user)]
    sections += [*beside_money_sections(user), *deployment_sections(user)]
    sections += [_late_reports(user), *erasure_sections(user), _missing(user)]
    return sorted(sections, key=lambda section: not section.items)


def _runs(user: User) -> Section:
    State = SettlementRun.State
    rows = (
        staff_runs(user)
        .exclude(state__in=[State.ISSUED, State.CANCELLED])
        .annotate(
            open_blockers=_open("blockers", "waived_by"),
            open_warnings=_open("warnings", "acknowledged_by"),
            agreements=Count("settlements", distinct=True),
        )
    )
    items = [_run(run, user) for run in rows[: SHOWN + 1]]
    nothing = _("No run is open. Settle a period once its figures are there.")
    return section_of(_("Settlement runs"), items, nothing, reverse("runs"), _("All runs"))


def _open(rows: str, by: str) -> Count:
    return Count(f"settlements__{rows}", Q(**{f"settlements__{rows}__{by}": None}), distinct=True)


def _run(run: SettlementRun, user: User) -> ToDo:
    facts = [
        ngettext("%(count)s agreement", "%(count)s agreements", run.agreements)
        % {"count": formats.exact(run.agreements)}
    ]
    if run.open_blockers:
        sentence = ngettext("%(count)s open blocker", "%(count)s open blockers", run.open_blockers)
        facts.append(sentence % {"count": formats.exact(run.open_blockers)})
    if run.open_warnings:
        sentence = ngettext("%(count)s open warning", "%(count)s open warnings", run.open_warnings)
        facts.append(sentence % {"count": formats.exact(run.open_warnings)})
    approve = run_acts(run, user, run.open_blockers, run.open_warnings)["approve_run"]
    return ToDo(
        text=_("Run %(id)s: %(period)s") % {"id": run.pk, "period": formats.period(run.label)},
        sub=" · ".join(facts),
        url=reverse("run", args=[run.pk]),
        badge=run.get_state_display(),
        kind=RUN_KINDS.get(run.state, "neutral"),
        act=_("Review and approve") if approve.may else _("Open"),
        why_not=approve.why_not if approve.fits else "",
    )


def _late_reports(user: User) -> Section:
    rows = staff_reports(user).filter(state=Report.State.LATE).defer("verdict").order_by("submitted_at")
    items = [
        ToDo(
            text=report.file.name,
            sub=f"{report.agreement.partner.name} · {formats.period(report.period.label)}",
            url=reverse("staff_report", args=[report.pk]),
            badge=str(Status.LATE.label),
            kind="warn",
            act=_("Decide"),
        )
        for report in rows[: SHOWN + 1]
    ]
    nothing = _("No report came after its period was closed.")
    return section_of(_("Late reports"), items, nothing, reverse("staff_reports"), _("All reports"))


def _missing(user: User) -> Section:
    """Ended periods without complete figures, found until there are more than are shown."""
    agreements = staff_agreements(user).exclude(state=Agreement.State.DRAFT)
    items: list[ToDo] = []
    for agreement in with_periods(agreements.order_by("pk")).iterator(chunk_size=50):
        items += [
            _missing_period(user, agreement, each)
            for each in status_of_periods(agreement)
            if each.status in MISSING and each.due.ended
        ]
        if len(items) > SHOWN:
            break
    nothing = _("Every ended period has its figures.")
    return section_of(_("Figures still missing"), items, nothing, reverse("staff_reports"), _("All periods"))


def _missing_period(user: User, agreement: Agreement, each) -> ToDo:
    by_partner = each.due.reporter == Agreement.Party.PARTNER
    return ToDo(
        text=_("%(number)s, %(period)s")
        % {"number": agreement.number, "period": formats.period(each.due.label)},
        sub=agreement.partner.name if by_partner else _("our own figures"),
        url=reverse("staff_report", args=[each.report.pk]) if each.report else reverse("staff_reports"),
        badge=str(each.status.label),
        kind=each.kind,
        act=_("Open"),
        why_not=why_not_report(user, agreement, each.due.from_date),
    )
