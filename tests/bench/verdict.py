"""A file of 50,000 rows over HTTP: from its last byte to the verdict on the page."""

import csv
import io
import re
import sys
import time
from collections.abc import Iterator
from random import Random
from urllib.request import Request

from tests.bench.running import RunningPortal

BOUNDS = {"verdict_50k_s": 3.0}
ROWS = 50_000
MODELS = ("llama-3.1-8b", "llama-3.1-70b", "llama-3.3-70b")
MARKETS = ("DE", "ID", "AE", "US", "JP", "IN", "BR", "FR")
APPLICATIONS = ("search", "customer_service", "content_creation")
COLUMNS = (
    "usage_date,application,model,market,customer_ref,unit,quantity,gross_revenue,deductions,currency"
    ",source_ref"
)


def measure(turn: int) -> dict[str, float]:
    portal = RunningPortal()
    try:
        portal.start(sys.executable, "manage.py", "run_all")
        person, agreement = prepare(portal)
        return {"verdict_50k_s": upload(person, agreement, report(turn))}
    finally:
        portal.remove()


def prepare(portal: RunningPortal):
    """A partner with an agreement and somebody who is logged in; the visitor and the agreement's number."""
    portal.use_database()
    from django.db import connection

    from portal.accounts.roles import PartnerRole
    from tests.factories.accounts import make_member, make_partner
    from tests.factories.agreements import make_agreement
    from tests.scenarios.visitor import Visitor

    partner = make_partner("bench", "Bench Cloud")
    agreement = make_agreement(partner, reporter="partner")
    make_member("uploads@bench.example", "Uploads", partner, PartnerRole.UPLOADER)
    connection.close()
    return Visitor(portal.url, "uploads@bench.example"), agreement.number


def upload(person, agreement: str, content: bytes) -> float:
    """Seconds; the clock starts when the last byte has left."""
    from tests.scenarios.visitor import multipart

    form = person.get("/reports/new/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.text)[1]
    fields = {"csrfmiddlewaretoken": token, "period": f"{agreement}/2026-10"}
    body, kind = multipart(fields, {"file": ("october.csv", content)})
    ended = 0.0

    def pieces() -> Iterator[bytes]:
        nonlocal ended
        for start in range(0, len(body), 65_536):
            yield body[start : start + 65_536]
        ended = time.monotonic()

    headers = {"Content-Type": kind, "Content-Length": str(len(body)), "Referer": form.url}
    page = person.send(Request(form.url, data=pieces(), headers=headers))
    if not re.search(r"/reports/\d+/$", page.url):
        raise RuntimeError(f"The upload was not taken:\n{page.text}")
    while 'name="confirm"' not in person.get(page.url).text:
        if time.monotonic() - ended > 120:
            raise RuntimeError("No verdict within two minutes.")
        time.sleep(0.05)
    return time.monotonic() - ended


def report(turn: int) -> bytes:
    random = Random(turn)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS.split(","))
    for number in range(ROWS):
        cents = random.randint(1, 99_999)
        writer.writerow(
            [
                f"2026-10-{number % 31 + 1:02}",
                APPLICATIONS[number % 3],
                MODELS[number % 7 % 3],
                MARKETS[number % 8],
                f"client-{number % 997}",
                "output_tokens" if number % 2 else "input_tokens",
                random.randint(1, 10**9),
                f"{cents / 100:.2f}",
                "0",
                "EUR" if number % 5 == 0 else "USD",
                f"r{number}",
            ]
        )
    return text.getvalue().encode()
