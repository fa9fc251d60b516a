"""What an archive says of itself, in the active language, as plain text."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.models import Partner
from portal.web import formats
from settlements.statements.bundle.verifier import NAME, verifier_sha256


def read_me(*, partner: Partner, count: int, without_pdf: list[str]) -> str:
    paragraphs = [_title(partner, count), *_how_to_check(), _files()]
    if without_pdf:
        sentence = _("These PDFs could not be made and are missing here: %(names)s")
        paragraphs.append(sentence % {"names": ", ".join(without_pdf)})
    return "\n\n".join(paragraphs) + "\n"


def _title(partner: Partner, count: int) -> str:
    sentence = ngettext(
        "%(count)s statement of %(partner)s, with every version",
        "%(count)s statements of %(partner)s, with every version",
        count,
    )
    return sentence % {"count": formats.exact(count), "partner": partner.name}


def _how_to_check() -> list[str]:
    text = _(
        "To check all of them and the chain they make, unpack this and run, with Python 3.11 or newer; it "
        "needs no network and installs nothing:"
    )
    trust = _(
        "The program is the portal's own calculator. Compare its SHA-256 with the one on the portal's help "
        "page, or download it there:"
    )
    return [text, f"    python3 {NAME} */*.zip", trust, f"    {verifier_sha256()}  {NAME}"]


def _files() -> str:
    files = [
        ("statements.csv", _("one row for each statement, in the order they were issued")),
        ("*/*.zip", _("everything that recomputes the statement; its README.txt says more")),
        ("*/*.pdf", _("the statement for reading")),
        ("*/*-lines.xlsx", _("the lines, for a spreadsheet")),
        (NAME, _("the program that checks")),
    ]
    return "\n".join([_("In this archive:"), *(f"- {name}: {text}" for name, text in files)])
