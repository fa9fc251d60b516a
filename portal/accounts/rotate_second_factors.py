"""Secrets of second factors under the first key."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from portal.sealed import sealed_anew

BATCH = 500
SEALED = ("secret", "seed", "migrated_codes")
"""What allauth hands to `SecondFactors.encrypt`: of an app, of recovery codes, of those brought in."""


def rotate_second_factors() -> tuple[str, int]:
    """How many changed. A batch is a transaction: a death in between leaves the rest to the next call."""
    changed, last = 0, 0
    while ids := list(
        Authenticator.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        with transaction.atomic():
            for row in Authenticator.objects.select_for_update(of=("self",)).filter(pk__in=ids):
                anew = {
                    name: [sealed_anew(each) for each in kept]
                    if isinstance(kept, list)
                    else sealed_anew(kept)
                    for name in SEALED
                    if (kept := row.data.get(name))
                }
                if anew != {name: row.data[name] for name in anew}:
                    row.data |= anew
                    row.save(update_fields=["data"])
                    changed += 1
        last = ids[-1]
    return "secrets of second factors", changed
