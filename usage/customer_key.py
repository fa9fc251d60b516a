"""The secrets behind what stays of a partner's references: of customers, and of erased rows."""

import hashlib
import hmac

from django.conf import settings

from portal.accounts.models import Partner


def customer_key(*, partner: Partner) -> bytes:
    """32 bytes, the partner's own: one customer of two partners gets two pseudonyms."""
    return _key(f"customer_ref/{partner.pk}")


def reference_key(*, partner: Partner) -> bytes:
    """32 bytes for the source_refs of erased rows."""
    return _key(f"source_ref/{partner.pk}")


def _key(message: str) -> bytes:
    return hmac.digest(settings.PSEUDONYM_KEY.encode(), message.encode(), hashlib.sha256)
