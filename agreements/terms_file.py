"""Terms as a file to keep: FORMULA's JSON."""

import json

from django.http import HttpResponse

from agreements.models import Agreement
from agreements.terms_document import terms_document


def terms_file(agreement: Agreement) -> HttpResponse:
    """The versions in force as `<number>-terms.json`."""
    text = json.dumps(terms_document(agreement=agreement), indent=2, ensure_ascii=False)
    response = HttpResponse(text + "\n", content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{agreement.number}-terms.json"'
    return response
