"""Made-up traffic of a host: a few large clients, many small ones, quiet weekends, idle days.

The same host and month always give the same bytes.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from portal.demo.host import Host
from portal.periods import parse_label

APPLICATIONS = (
    "customer_service",
    "content_moderation",
    "personalized_recommendations",
    "content_creation",
    "search",
    "accessibility",
)
COLUMNS = [
    "usage_date",
    "application",
    "model",
    "market",
    "customer_ref",
    "unit",
    "quantity",
    "gross_revenue",
    "deductions",
    "currency",
    "source_ref",
]
CLIENTS = 45
LARGEST_DAILY_TOKENS = 2_400_000_000
MILLION = Decimal(1_000_000)


def usage_csv(host: Host, label: str) -> bytes:
    """The usage report of a host for a period label such as `2026-10`, in canonical columns."""
    return written(usage_rows(host, label))


def correction_csv(host: Host, label: str) -> bytes:
    """What a host found out later: three days of its largest client were counted one and a half times."""
    too_much = [row for row in usage_rows(host, label) if row[4] == "client-000"][:6]
    return written(
        [*row[:6], *(less(value) for value in row[6:9]), row[9], f"{row[10]}-c"] for row in too_much
    )


def less(value: str) -> str:
    third = (Decimal(value) / 3).quantize(Decimal("0.000001"))
    return f"{-third:f}" if third else "0"


def written(rows: Iterable[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue().encode()


def usage_rows(host: Host, label: str) -> Iterator[list[str]]:
    period = parse_label(label)
    for client in range(CLIENTS):
        fixed = Random(f"{host.code}/{client}")
        application = APPLICATIONS[client % len(APPLICATIONS)]
        market = fixed.choice(host.markets)
        model = fixed.choice(list(host.models))
        largest = host.size * LARGEST_DAILY_TOKENS / (client + 1) ** 1.2
        busy_share = fixed.uniform(0.55, 1)
        daily = Random(f"{host.code}/{client}/{label}")
        day = period.start
        while day < period.end:
            if daily.random() < busy_share:
                tokens = int(largest * growth(day) * week(day) * daily.lognormvariate(0, 0.35))
                yield from client_day(host, client, application, market, model, day, tokens)
            day += timedelta(1)


def growth(day: date) -> float:
    """Use grows by a few per cent a month."""
    return 1.04 ** ((day.year - 2026) * 12 + day.month)


def week(day: date) -> float:
    return 0.45 if day.weekday() >= 5 else 1.0


def client_day(host, client, application, market, model, day, tokens) -> Iterator[list[str]]:
    """Rows of one client's day: input and output tokens."""
    output = tokens // 6
    prices = [Decimal(price) * Decimal(host.list_price) for price in host.models[model]]
    parts = [
        ("input_tokens", tokens - output, prices[0]),
        ("output_tokens", output, prices[1]),
    ]
    for unit, quantity, price in parts:
        revenue = quantity * price / MILLION
        refund = revenue / 20 if (day.toordinal() + client) % 97 == 0 else Decimal(0)
        yield [
            day.isoformat(),
            application,
            model,
            market,
            f"client-{client:03d}",
            unit,
            str(quantity),
            f"{revenue:f}",
            f"{refund:f}",
            host.currency,
            f"{host.code}-{day:%Y%m%d}-{client:03d}-{unit}",
        ]
