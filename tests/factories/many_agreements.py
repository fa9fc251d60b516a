"""Many agreements with a period whose figures are in, as rows: checking files is measured elsewhere."""

import hashlib
from datetime import date
from random import Random
from typing import TypeVar

import pgtrigger
from django.db.models import Model
from django.utils import timezone

from agreements.models import Agreement, RateRule, Tier, Version
from portal.accounts.models import Partner, User
from portal.files.models import StoredFile
from portal.periods import parse_label
from tests.bench.engine import APPLICATIONS, EXAMPLE_INPUT, MARKETS, MODELS, bucket
from tests.factories.accounts import make_partner
from tests.factories.agreements import make_agreement
from tests.factories.usage import ATTESTATION, reporter_of
from usage.cutting import cutting_of
from usage.models import Bucket, Declaration, Period, Report

PARTNERS = 20
BATCH = 2000
DAYS = 31
Row = TypeVar("Row", bound=Model)


def make_many(count: int, *, label: str, buckets: int, seed: int) -> list[int]:
    """Ids of agreements on FORMULA's example terms, of 20 partners, each with one complete report."""
    starts = parse_label(label).start.isoformat()
    # Without its exclusive right, which only one of them could have.
    terms = {**EXAMPLE_INPUT["terms"][0], "from": starts, "exclusivity": []}
    partners = [make_partner(f"bench-{seed}-{n}", f"Bench {seed} {n}") for n in range(PARTNERS)]
    first = make_agreement(partners[0], reporter="partner", starts=starts, terms=[terms])
    made = [first, *_copies(first, partners, count - 1, seed)]
    reports = _reports(_periods(made, label), rows=DAYS * buckets)
    random = Random(seed)
    Bucket.objects.bulk_create(
        (_bucket(report, random, place) for report in reports for place in range(buckets)), batch_size=BATCH
    )
    return [each.pk for each in made]


def _copies(first: Agreement, partners: list[Partner], count: int, seed: int) -> list[Agreement]:
    """As if each had been agreed like the first, which takes many times as long."""
    numbers = [f"AGR-2026-{900_000 + seed * 10_000 + place}" for place in range(count)]
    owners = [partners[place % len(partners)] for place in range(count)]
    agreements = Agreement.objects.bulk_create(
        _like(first, number=number, partner=partner) for number, partner in zip(numbers, owners, strict=True)
    )
    [version] = first.versions.all()
    with pgtrigger.ignore():
        versions = Version.objects.bulk_create(
            _like(version, agreement=each, partner=each.partner) for each in agreements
        )
        for rule in version.rules.all():
            rules = RateRule.objects.bulk_create(
                _like(rule, version=each, partner=each.partner) for each in versions
            )
            Tier.objects.bulk_create(
                _like(tier, rule=each, partner=each.partner) for each in rules for tier in rule.tiers.all()
            )
    return agreements


def _like(row: Row, **changed: object) -> Row:
    """A new row with all that the other says, but for what is changed."""
    said = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del said["id"]
    for name, value in changed.items():
        said.pop(f"{name}_id", None)
        said[name] = value
    return type(row)(**said)


def _periods(agreements: list[Agreement], label: str) -> list[Period]:
    days = parse_label(label)
    return Period.objects.bulk_create(
        Period(
            agreement=each,
            partner=each.partner,
            label=label,
            from_date=days.start,
            to_date=days.end or date.max,
        )
        for each in agreements
    )


def _reports(periods: list[Period], *, rows: int) -> list[Report]:
    """One of each, submitted, and the declaration that it is all."""
    by = {each.partner_id: reporter_of(each.agreement, each.label) for each in periods}
    files = StoredFile.objects.bulk_create(_file(each, by[each.partner_id]) for each in periods)
    Declaration.objects.bulk_create(
        Declaration(
            period=period,
            partner=period.partner,
            reporter=Agreement.Party.PARTNER,
            kind=Declaration.Kind.COMPLETE,
            attestation=ATTESTATION,
            declared_by=by[period.partner_id],
        )
        for period in periods
    )
    now = timezone.now()
    return Report.objects.bulk_create(
        Report(
            agreement=period.agreement,
            period=period,
            partner=period.partner,
            reporter=Agreement.Party.PARTNER,
            file=file,
            state=Report.State.SUBMITTED,
            uploaded_by=by[period.partner_id],
            submitted_by=by[period.partner_id],
            submitted_at=now,
            checked_at=now,
            attestation=ATTESTATION,
            rows=rows,
            accepted=rows,
            rejected=0,
            bucket_fingerprint=cutting_of(period=period).fingerprint,
        )
        for period, file in zip(periods, files, strict=True)
    )


def _file(period: Period, by: User) -> StoredFile:
    name = f"{period.pk}.csv"
    digest = hashlib.sha256(name.encode()).hexdigest()
    return StoredFile(
        partner=period.partner, content=name, name=name, size=1, sha256=digest, scan="clean", stored_by=by
    )


def _bucket(report: Report, random: Random, place: int) -> Bucket:
    """No two of a report in the same place."""
    row = bucket(random, place)
    row |= {
        "application": APPLICATIONS[place % 4],
        "model": MODELS[place // 4 % 3],
        "market": MARKETS[place // 12 % 8],
    }
    given = ("application", "model", "market", "unit", "currency", "quantity", "gross_revenue", "deductions")
    return Bucket(
        report=report,
        partner=report.partner,
        from_date=report.period.from_date,
        to_date=report.period.to_date,
        rows=DAYS,
        **{name: row[name] for name in given},
    )
