"""What a bundle says of itself, in the active language, as plain text."""

from django.utils.translation import gettext as _

from portal.accounts.access import licensor
from portal.web import formats
from settlements.engine.verify import INPUT_NAME, RESULT_NAME
from settlements.statements.bundle.check_bundle import SEAL_NAME, SUMS_NAME
from settlements.statements.bundle.verifier import NAME, verifier_sha256
from settlements.statements.models import Statement


def read_me(statement: Statement) -> str:
    paragraphs = [_title(statement), _how_to_check(statement), _files(), _seal(statement), _doubt()]
    return "\n\n".join(paragraphs) + "\n"


def _title(statement: Statement) -> str:
    names = {
        "number": statement.number,
        "version": statement.version,
        "agreement": statement.agreement.number,
        "period": formats.period(statement.period.label),
        "partner": statement.partner.name,
        "licensor": licensor().legal_name,
        "issued": formats.instant(statement.issued_at, statement.agreement.time_zone),
    }
    return "\n".join(
        [
            _("Statement %(number)s, version %(version)s") % names,
            _("Agreement %(agreement)s between %(licensor)s and %(partner)s, %(period)s") % names,
            _("Issued %(issued)s") % names,
        ]
    )


def _how_to_check(statement: Statement) -> str:
    text = _(
        "To check it, run this with Python 3.11 or newer; it needs no network and installs nothing. It "
        "computes the statement anew and names every amount that differs:"
    )
    trust = _(
        "The program is the portal's own calculator. Compare its SHA-256 with the one on the portal's help "
        "page, or download it there:"
    )
    command = f"    python3 {NAME} {statement.number}.zip"
    return f"{text}\n\n{command}\n\n{trust}\n\n    {verifier_sha256()}  {NAME}"


def _files() -> str:
    files = [
        (INPUT_NAME, _("everything the calculation used: terms, usage, exchange rates, what came before")),
        (RESULT_NAME, _("everything it gave: lines, every step, what is due")),
        (SEAL_NAME, _("what ties this statement to the one issued to you before it")),
        ("terms.txt", _("the terms in words")),
        ("lines.csv", _("the lines, for a spreadsheet")),
        ("source-files.csv", _("the usage files, with their SHA-256")),
        ("source-rows.csv", _("the rows of usage behind each line, where you asked for them")),
        (NAME, _("the program that checks")),
        (SUMS_NAME, _("the SHA-256 of each file here")),
    ]
    return "\n".join([_("In this bundle:"), *(f"- {name}: {text}" for name, text in files)])


def _seal(statement: Statement) -> str:
    text = _(
        "Each statement is sealed together with the seal of the one before it. Whoever keeps this seal sees "
        "later if a statement was changed, removed or slipped in. Seal of this one:"
    )
    return f"{text}\n\n    {statement.seal.digest}"


def _doubt() -> str:
    return _("If something looks wrong, open the line on the portal: ask about it there, or dispute it.")
