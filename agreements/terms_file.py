"""Terms as a file to keep: FORMULA's JSON, or all that is agreed."""

import json
from typing import Any

from django.http import HttpResponse

from agreements.agreement_terms import agreement_terms
from agreements.models import Agreement
from agreements.terms_document import terms_document


def terms_file(agreement: Agreement) -> HttpResponse:
    """The versions in force as `<number>-terms.json`."""
    return _file(terms_document(agreement=agreement), f"{agreement.number}-terms.json")


def agreement_terms_file(agreement: Agreement) -> HttpResponse:
    """`agreement-terms/1` as `<number>-agreement-terms.json`."""
    return _file(agreement_terms(agreement=agreement), f"{agreement.number}-agreement-terms.json")


def _file(document: Any, name: str) -> HttpResponse:
    text = json.dumps(document, indent=2, ensure_ascii=False)
    response = HttpResponse(text + "\n", content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
