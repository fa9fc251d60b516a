"""From what an event is about to its page, by the name of the URL: the rooms above are not known here."""

import re

from django.urls import NoReverseMatch, reverse

from portal.audit.models import AuditEvent

# What a subject looks like → the page for staff, and for the partner's own people.
PAGES = (
    (re.compile(r"(AGR-\d{4}-\d+)(?: .*)?", re.A), "staff_agreement", "agreement"),
    (re.compile(r"(STM-\d{4}-\d+)(?: .*)?", re.A), "staff_statement", "statement"),
    (re.compile(r"(PAY-\d{4}-\d+)(?: .*)?", re.A), "staff_payout", "payout"),
    (re.compile(r"(REM-\d{4}-\d+)(?: .*)?", re.A), "staff_remittance", "remittance"),
    (re.compile(r"(DSP-\d{4}-\d+)(?: .*)?", re.A), "staff_dispute", "dispute"),
    (re.compile(r"(COR-\d{4}-\d+)(?: .*)?", re.A), "staff_correction", "correction"),
    (re.compile(r"question (\d{1,18})", re.A), "staff_question", "question"),
    (re.compile(r"report (\d{1,18})", re.A), "staff_report", "report"),
    (re.compile(r"dialect (\d{1,18})", re.A), "staff_dialect", "dialect"),
    (re.compile(r"bank statement (\d{1,18})", re.A), "bank_statement", ""),
    (re.compile(r"run (\d{1,18})", re.A), "run", ""),
    (re.compile(r"restatement (\d{1,18})", re.A), "restatement", ""),
    (re.compile(r"workbook (\d{1,18})", re.A), "workbook", ""),
)
# Events about the organisation itself, whatever their subject is called.
OF_ORGANISATION = {"partner", "organisation", "tax_profile", "certificate", "contact", "second_factor"}
OF_TEAM = {"member", "person", "invitation", "roles", "deputy"}


def subject_url(event: AuditEvent, *, staff: bool) -> str:
    """The address of the page of the event's subject; empty where it has none. Reads the event's partner."""
    for shape, of_staff, of_partner in PAGES:
        if found := shape.fullmatch(event.subject):
            argument = int(found[1]) if found[1].isdigit() else found[1]
            return _address(of_staff if staff else of_partner, argument)
    noun = event.event.partition(".")[0]
    about = "team" if noun in OF_TEAM else "organisation" if noun in OF_ORGANISATION else ""
    if not about or event.partner is None:
        return ""
    if not staff:
        return _address(about)
    return _address("staff_partner" if about == "organisation" else "staff_partner_team", event.partner.code)


def _address(name: str, *arguments: object) -> str:
    try:
        return reverse(name, args=arguments) if name else ""
    except NoReverseMatch:
        return ""
