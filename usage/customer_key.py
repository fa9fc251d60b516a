"""The secret behind a partner's customer pseudonyms."""

import hashlib
import hmac

from django.conf import settings

from portal.accounts.models import Partner


def customer_key(*, partner: Partner) -> bytes:
    """32 bytes, the partner's own: one customer of two partners gets two pseudonyms."""
    message = f"customer_ref/{partner.pk}".encode()
    return hmac.digest(settings.PSEUDONYM_KEY.encode(), message, hashlib.sha256)
