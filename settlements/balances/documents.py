"""Where a document that the journal names is shown."""

from django.urls import NoReverseMatch, reverse

PAGES = {
    "STM-": "statement",
    "DSP-": "dispute",
    "COR-": "correction",
    "PAY-": "payout",
    "REM-": "remittance",
    "AGR-": "agreement",
}


def document_url(number: str, *, prefix: str = "") -> str | None:
    """The page of the document with that number; `prefix` is the audience's.

    A version of a statement is named as `STM-2026-000123 v2`.
    """
    name = PAGES.get(number[:4])
    if name is None:
        return None
    try:
        return reverse(f"{prefix}{name}", args=[number.replace(" v", "/versions/")])
    except NoReverseMatch:
        return None
