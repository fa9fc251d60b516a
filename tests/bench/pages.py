"""Pages of an agreement with 300 rules in each of 30 versions, over HTTP; and of one with 3 in each of 2."""

import sys
import time
from statistics import median

from tests.bench.running import RunningPortal

RULES, VERSIONS = 300, 30
TIMES, WARM = 10, 6
# Name of the figure → whose page, and its address below the agreement's.
PAGES = {
    "page_agreement_ms": ("partner", ""),
    "page_agreement_staff_ms": ("staff", ""),
    "page_version_ms": ("partner", "versions/1/"),
    "page_words_ms": ("partner", "versions/1/words/"),
    "page_compare_ms": ("partner", "compare/?old=1&new=2"),
    "page_editor_ms": ("partner", "versions/2/edit/"),
    "page_rule_ms": ("partner", "versions/2/edit/rules/new/"),
}
BOUNDS = {**dict.fromkeys(PAGES, 300.0), "pages_growth": 3.0}


def measure(turn: int) -> dict[str, float]:
    """Each page's median, warm, in ms; `pages_growth`: all of them by those of the small agreement."""
    portal = RunningPortal()
    try:
        portal.start(sys.executable, "manage.py", "run_all")
        visitors, large, small = prepare(portal)
        figures = {name: page_ms(visitors, large, name) for name in PAGES}
        least = sum(page_ms(visitors, small, name) for name in PAGES)
        return {**figures, "pages_growth": sum(figures.values()) / least}
    finally:
        portal.remove()


def page_ms(visitors: dict, agreement: str, name: str) -> float:
    who, end = PAGES[name]
    address = f"{'/staff' if who == 'staff' else ''}/agreements/{agreement}/{end}"
    taken = []
    for _ in range(WARM + TIMES):
        started = time.perf_counter()
        page = visitors[who].get(address)
        taken.append(1000 * (time.perf_counter() - started))
        if page.status != 200 or not page.url.endswith(address):
            raise RuntimeError(f"{address} is not shown: {page.status} {page.url}\n{page.text}")
    return median(taken[WARM:])


def prepare(portal: RunningPortal) -> tuple[dict, str, str]:
    """Somebody of either side, logged in, and the numbers of both agreements."""
    portal.use_database()
    from django.db import connection

    from portal.accounts.roles import PartnerRole, StaffRole
    from tests.factories.accounts import make_member, make_partner, make_staff
    from tests.factories.agreements import counter_draft, make_agreement
    from tests.factories.large_agreements import grow
    from tests.scenarios.visitor import Visitor

    partner, numbers = make_partner("bench", "Bench Cloud"), []
    member = make_member("signs@bench.example", "Signs", partner, PartnerRole.SIGNATORY)
    make_staff("reads@licensor.example", "Reads", StaffRole.CONTRACTS)
    for rules, versions in ((RULES, VERSIONS), (3, 2)):
        agreement = make_agreement(partner)
        counter_draft(agreement, by=member)
        grow(agreement, rules=rules, versions=versions)
        numbers.append(agreement.number)
    connection.close()
    people = {"partner": "signs@bench.example", "staff": "reads@licensor.example"}
    return {side: Visitor(portal.url, email) for side, email in people.items()}, *numbers
