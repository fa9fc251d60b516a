"""One effect, however often a request is sent: `Idempotency-Key`."""

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils.translation import gettext as _
from rest_framework.response import Response

from portal.api.models import ApiToken, IdempotencyKey
from portal.refused import Refused

HEADER = "Idempotency-Key"
LONGEST = 255
PATIENCE = "10s"
LOCK_NOT_AVAILABLE = "55P03"


def once(request, asked: dict[str, Any], act: Callable[[], Response]) -> Response:
    """What `act()` answers; to the same key again the same answer, without a second effect.

    `asked` is what was sent, as JSON; of a file its digest. Key, effect and answer are one transaction. What
    is refused leaves no key: it can be tried again. Raises Refused: `bad_idempotency_key`,
    `idempotency_key_reused`, `idempotency_in_progress` (the first one is still at work), and what `act` does.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return act()
    _require_fitting(key)
    refusal = None
    with transaction.atomic():
        row, made = _claim(request.auth, key, _fingerprint(request, asked))
        if not made:
            return _again(row, _fingerprint(request, asked))
        try:
            response = act()
        except Refused as fault:
            # What the act wrote before it refused (a check put in line again) stays.
            refusal = fault
            row.delete()
        else:
            row.status, row.location = response.status_code, response.headers.get("Location", "")
            row.body = response.data
            row.save(update_fields=["status", "location", "body"])
    if refusal:
        raise refusal
    return response


def _claim(token: ApiToken, key: str, fingerprint: str) -> tuple[IdempotencyKey, bool]:
    """The key's row, and whether it is new. Waits for another request with it, at most PATIENCE."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
            row = IdempotencyKey.objects.create(token=token, key=key, fingerprint=fingerprint)
            cursor.execute("SELECT set_config('lock_timeout', '0', true)")
            return row, True
    except IntegrityError:
        return IdempotencyKey.objects.get(token=token, key=key), False
    except OperationalError as fault:
        if getattr(fault.__cause__, "sqlstate", "") != LOCK_NOT_AVAILABLE:
            raise
        sentence = _("The first request with this key is still at work. Send it again in a moment.")
        raise Refused("idempotency_in_progress", sentence) from fault


def _again(row: IdempotencyKey, fingerprint: str) -> Response:
    if row.fingerprint != fingerprint:
        sentence = _("This key was sent with another request before. Take a new key for each new request.")
        raise Refused("idempotency_key_reused", sentence)
    headers = {"Idempotency-Replayed": "true"} | ({"Location": row.location} if row.location else {})
    return Response(row.body, status=row.status, headers=headers)


def _fingerprint(request, asked: dict[str, Any]) -> str:
    text = json.dumps([request.method, request.path, asked], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _require_fitting(key: str) -> None:
    if not (1 <= len(key) <= LONGEST and re.fullmatch(r"[!-~]+", key)):
        sentence = _("An Idempotency-Key has 1 to %(longest)s printable ASCII characters, such as a UUID.")
        raise Refused("bad_idempotency_key", sentence % {"longest": LONGEST})
