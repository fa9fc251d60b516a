"""Clauses and obligations of the demo's agreements; what was attested, what is overdue, what went wrong."""

import io
from datetime import date, timedelta

from django.utils import timezone

from agreements.clauses.add_standard_clauses import add_standard_clauses
from agreements.clauses.edit_clause import edit_clause
from agreements.incidents.contain_incident import contain_incident
from agreements.incidents.reply_to_incident import reply_to_incident
from agreements.incidents.report_incident import report_incident
from agreements.models import Agreement, AiModel, Clause, ObligationDue, Version
from agreements.obligations.attest_obligation import attest_obligation
from agreements.obligations.edit_obligation import edit_obligation
from agreements.obligations.make_dues import make_dues
from agreements.obligations.overdue import is_overdue
from agreements.operations.edit_operations import edit_operations
from agreements.operations.operations_document import document
from agreements.registers.add_subprocessor import add_subprocessor
from agreements.registers.confirm_derivative import confirm_derivative
from agreements.registers.end_subprocessor import end_subprocessor
from agreements.registers.propose_derivative import propose_derivative
from portal.demo.make_counter_figures import HOST as COUNTED
from portal.demo.make_counter_figures import TOLERATED
from portal.demo.obligations import DUTIES, REMUNERATION, REPORT, STATEMENT, rows_of
from portal.demo.people import member, staff


def say_beside_money(version: Version) -> None:
    """Into a draft that says nothing of it yet: clauses, those that rules and rights name too, and duties.

    Also how far both sides' figures may be apart, where both have some.
    """
    host, by = version.partner.code, staff("contracts")
    if not version.clauses.exists():
        add_standard_clauses(version=version, by=by)
    rights = {grant.clause: "Exclusive right" for grant in version.grants.all()}
    named = {rule.clause: "Remuneration" for rule in version.rules.all()} | rights
    for number in sorted(named.keys() - {"", *_numbers(version)}):
        edit_clause(
            version=version,
            by=by,
            number=number,
            kind=Clause.Kind.OTHER,
            title=named[number],
            text=REMUNERATION,
        )
    if host == COUNTED:
        edit_operations(version=version, operations=document(version) | TOLERATED, by=by)
    if not version.obligations.exists():
        for row in rows_of(host):
            owner = staff("contracts") if row["party"] == "licensor" else member(host, "admin")
            edit_obligation(version=version, obligation={**row, "owner": owner.email}, by=by)


def _numbers(version: Version) -> list[str]:
    return list(version.clauses.values_list("number", flat=True))


def make_obligations() -> None:
    """What became of them up to today, where it is missing. Safe to run twice."""
    agreements = {each.partner.code: each for each in Agreement.objects.select_related("partner")}
    for host, agreement in agreements.items():
        make_dues(agreement=agreement)
        unmet = {duty.kind for duty in DUTIES if duty.host == host and not duty.met}
        dues = agreement.dues.filter(state=ObligationDue.State.OPEN).select_related("obligation", "agreement")
        for due in dues.exclude(obligation__kind__in=unmet):
            _attest(due, host)
    _incidents(agreements)
    _derivatives(agreements)
    _subprocessors(agreements["rheinhost"])


def _attest(due: ObligationDue, host: str) -> None:
    if not is_overdue(due):
        return
    by = staff("contracts") if due.obligation.party == "licensor" else member(host, "admin")
    file = None
    if due.obligation.evidence_needed:
        name, text = REPORT
        file = io.BytesIO(text.encode())
        file.name = name
    attest_obligation(due=due, by=by, statement=STATEMENT, file=file)


def _incidents(agreements: dict[str, Agreement]) -> None:
    told, found = agreements["falak"], timezone.now() - timedelta(hours=30)
    if not told.incidents.exists():
        by = member("falak", "uploads")
        incident = report_incident(
            agreement=told,
            by=by,
            kind="security",
            severity="high",
            discovered_at=found,
            title="نُشر مفتاح بوابة الاستدلال",
            text="بقي مفتاح نشرٍ في مستودع عام نحو ساعتين. لا تُظهر السجلات أي استخدام له من جهات غريبة، "
            "ولم يكن الوصول إلى محتوى العملاء ممكنًا به.",
            measures="أُلغي المفتاح وأصبح المستودع خاصًّا.",
        )
        contain_incident(incident=incident, by=by, reason="استُبدلت جميع مفاتيح البوابة.")
        text = "Thank you. Please attach the gateway's log of the two hours once it is exported."
        reply_to_incident(incident=incident, by=staff("operations"), text=text)
    ours = agreements["alpenrechner"]
    if not ours.incidents.exists():
        report_incident(
            agreement=ours,
            by=staff("operations"),
            kind="ethics",
            severity="medium",
            discovered_at=found,
            title="Answers about benefits differ by dialect",
            text="Our evaluation found that questions written in dialect are escalated more often. A "
            "corrected system prompt is in preparation; until then we advise to review escalations by hand.",
        )


def _derivatives(agreements: dict[str, Agreement]) -> None:
    for host, name, base, use, confirmed in (
        ("sakura", "llama-3.1-8b-keigo", "llama-3.1-8b", "Customer service in Japanese", True),
        ("falak", "llama-4-scout-fusha", "llama-4-scout", "Content in Modern Standard Arabic", False),
    ):
        if agreements[host].derivatives.exists():
            continue
        row = propose_derivative(
            agreement=agreements[host],
            by=member(host, "admin"),
            name=name,
            base_model=AiModel.objects.get(code=base),
            owner_party="partner",
            licence="Licence of the base model; weights stay with the host",
            permitted_use=use,
            from_date=date(2026, 8, 1),
        )
        if confirmed:
            confirm_derivative(derivative=row, by=staff("contracts"))


def _subprocessors(agreement: Agreement) -> None:
    by = member("rheinhost", "admin")
    if agreement.subprocessors.exists():
        return
    for name, country, purpose in (
        ("Hansa Rechenzentrum GmbH", "DE", "Racks, power and cooling"),
        ("Oude Gracht Support B.V.", "NL", "Support at night and on weekends"),
    ):
        row = add_subprocessor(
            agreement=agreement,
            by=by,
            name=name,
            country=country,
            purpose=purpose,
            from_date=date(2025, 11, 1),
        )
    end_subprocessor(subprocessor=row, by=by, to_date=date(2026, 7, 1))
