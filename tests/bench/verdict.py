"""A file of 50,000 rows over HTTP: from its last byte to the verdict on the page."""

import csv
import io
import re
import sys
import time
from collections.abc import Iterator
from random import Random
from typing import BinaryIO
from urllib.request import Request

from tests.bench.running import RunningPortal

BOUNDS = {"verdict_50k_s": 3.0}
ROWS = 50_000
PIECE = 1024 * 1024
BETWEEN = b"the file's bytes stand here"
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
        person, [agreement] = prepare(portal)
        seconds, _report = upload(person, agreement, io.BytesIO(report(turn)))
        return {"verdict_50k_s": seconds}
    finally:
        portal.remove()


def prepare(portal: RunningPortal, agreements: int = 1):
    """A partner with agreements and somebody who is logged in; the visitor and the agreements' numbers."""
    portal.use_database()
    from django.db import connection

    from portal.accounts.roles import PartnerRole
    from tests.factories.accounts import make_member, make_partner
    from tests.factories.agreements import make_agreement
    from tests.scenarios.visitor import Visitor

    partner = make_partner("bench", "Bench Cloud")
    made = [make_agreement(partner, reporter="partner", starts="2026-10-01") for _ in range(agreements)]
    roles = (PartnerRole.UPLOADER, PartnerRole.FINANCE)
    make_member("uploads@bench.example", "Uploads", partner, *roles)
    connection.close()
    return Visitor(portal.url, "uploads@bench.example"), [each.number for each in made]


def upload(
    person, agreement: str, content: BinaryIO, *, pause: float = 0.05, patience: float = 120
) -> tuple[float, int]:
    """Seconds from the moment when the last byte has left to the verdict on the page; the report's id."""
    from tests.scenarios.visitor import multipart

    form = person.get("/reports/new/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.text)[1]
    fields = {"csrfmiddlewaretoken": token, "period": f"{agreement}/2026-10"}
    around, kind = multipart(fields, {"file": ("october.csv", BETWEEN)})
    head, tail = around.split(BETWEEN)
    size = content.seek(0, 2)
    content.seek(0)
    ended = 0.0

    def pieces() -> Iterator[bytes]:
        nonlocal ended
        yield head
        while piece := content.read(PIECE):
            yield piece
        yield tail
        ended = time.monotonic()

    headers = {"Content-Type": kind, "Content-Length": str(len(head) + size + len(tail)), "Referer": form.url}
    page = person.send(Request(form.url, data=pieces(), headers=headers))
    if not re.search(r"/reports/\d+/$", page.url):
        raise RuntimeError(f"The upload was not taken:\n{page.text}")
    while 'name="confirm"' not in person.get(page.url).text:
        if time.monotonic() - ended > patience:
            raise RuntimeError(f"No verdict within {patience:g} s.")
        time.sleep(pause)
    return time.monotonic() - ended, int(page.url.split("/")[-2])


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
