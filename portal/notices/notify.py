"""Tell people by e-mail, each in their language."""

from collections.abc import Iterable
from typing import Any

from portal.accounts.models import Partner, User
from portal.notices.send_mail import known_language, send_mail


def notify(
    *,
    people: Iterable[User],
    kind: str,
    context: dict[str, Any],
    link: str,
    partner: Partner | None = None,
) -> int:
    """One mail per active person, rendered from templates/notices/<kind>.txt; how many were written.

    In the person's language, else the partner's. `link` is a path. Called in the act's transaction.
    """
    chosen = {person.pk: person for person in people if person.is_active}
    for person in chosen.values():
        send_mail(
            to=person.email,
            language=known_language(person.language, partner.language if partner else ""),
            kind=kind,
            context={**context, "person": person},
            partner=partner,
            link=link,
        )
    return len(chosen)
