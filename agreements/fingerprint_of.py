"""What is approved and accepted of a version, in one number."""

import hashlib

from agreements.beside_terms import beside_document
from agreements.models import Version
from agreements.terms_document import agreement_document, version_document
from settlements.engine.json_text import canonical_json


def fingerprint_of(version: Version) -> str:
    """SHA-256, hex, over a version as `versions_with_rules` read it, its words, and the agreement's frame."""
    agreement = version.agreement
    document = {
        "agreement": agreement_document(agreement=agreement),
        "title": agreement.title,
        "reporter": agreement.reporter,
        "period_length": agreement.period_length,
        "version": version_document(version),
        **beside_document(version),
        # Absent where it does not apply, so that what was approved before keeps its number.
        **({"dated_back": True} if version.dated_back else {}),
    }
    return hashlib.sha256(canonical_json(document)).hexdigest()
