"""Six hosts' real traffic and prices, from the upload by their own people to the statements they read."""

import csv
import io
import json
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from portal.accounts.roles import PartnerRole, StaffRole
from settlements.fx.import_ecb_rates import import_ecb_rates
from tests.factories.accounts import make_licensor, make_member, make_partner, make_staff
from tests.factories.agreements import make_agreement
from tests.portal_running import wait_for
from tests.scenarios.real_input import RATES, SHARED
from tests.scenarios.six_hosts import DEALS, DIMENSIONS, PERIOD, EuroRates, expectation
from tests.scenarios.visitor import Visitor

pytestmark = [pytest.mark.real_input, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hosts(transactional_db):
    """Agreement numbers by host; each host has an uploader and a viewer of its own."""
    make_licensor()
    make_staff("fiona@licensor.example", "Fiona Finance", StaffRole.FINANCE)
    make_staff("april@licensor.example", "April Approver", StaffRole.APPROVER)
    with RATES.open("rb") as file:
        import_ecb_rates(file=file, from_date=date(2026, 9, 1))
    numbers = {}
    for name, deal in DEALS.items():
        partner = make_partner(name, name)
        make_member(address("uploads", name), "Uploads", partner, PartnerRole.UPLOADER)
        make_member(address("reads", name), "Reads", partner, PartnerRole.VIEWER)
        numbers[name] = make_agreement(
            partner,
            collected_by=deal.collected_by,
            reporter="partner",
            settlement_currency=deal.currency,
            starts="2026-10-01",
            terms=deal.terms(),
        ).number
    return numbers


def address(who: str, host: str) -> str:
    return f"{who}@{host.replace('_', '-')}.example"


def make_reports(folder: Path, *options: str) -> None:
    """What shared/tools/make_reports.py makes of the real traffic and prices."""
    tool = SHARED / "tools" / "make_reports.py"
    subprocess.run([sys.executable, tool, folder, *options], check=True, capture_output=True)


def hand_in(base: str, host: str, agreement: str, path: Path) -> tuple[Visitor, str]:
    """Upload the file as the host's uploader and wait for the verdict; the report's page."""
    person = Visitor(base, address("uploads", host))
    fields = {"period": f"{agreement}/{PERIOD}"}
    page = person.post("/reports/new/", fields, files={"file": (path.name, path.read_bytes())})
    assert re.search(r"/reports/\d+/$", page.url), page.text

    def checked() -> bool:
        return 'name="confirm"' in person.get(page.url).text

    wait_for(checked, 60)
    return person, page.url


def settle(base: str) -> None:
    """Staff open a run over everybody; a second person approves; the statements are issued."""
    fiona, april = Visitor(base, "fiona@licensor.example"), Visitor(base, "april@licensor.example")
    form = fiona.get(f"/staff/runs/new/?label={PERIOD}")
    chosen = re.findall(r'name="agreements" value="(\d+)"', form.text)
    assert len(chosen) == len(DEALS), form.text
    run = fiona.post(form.url, {"agreements": chosen}, on=form).url
    wait_for(lambda: re.search(r"/waive/|/request-approval/", fiona.get(run).text), 60)
    waive_usage_in_india(fiona, run)
    acknowledge_warnings(fiona, run)
    assert "request-approval/" in fiona.get(run).text
    fiona.post(f"{run}request-approval/", {}, on=fiona.get(run))
    page = april.get(run)
    fingerprint = re.search(r'name="fingerprint" value="([0-9a-f]{64})"', page.text)
    assert fingerprint, page.text
    april.post(f"{run}approve/", {"fingerprint": fingerprint[1]}, on=page)
    wait_for(lambda: "STM-" in april.get("/staff/statements/").text and issued(april) == len(DEALS), 60)


def acknowledge_warnings(fiona: Visitor, run: str) -> None:
    """All that stand on the page, whichever they are."""
    page = fiona.get(run)
    if ids := set(re.findall(r'name="warning" value="(\d+)"', page.text)):
        fiona.post(f"{run}acknowledge-warnings/", {"warning": sorted(ids)}, on=page)


def waive_usage_in_india(fiona: Visitor, run: str) -> None:
    """One host holds India exclusively from a day on; the others' usage there blocks until it is waived."""
    page = fiona.get(run).text
    for url in sorted(set(re.findall(r'"(/staff/runs/[^"]*/waive/)"', page))):
        form = fiona.get(url)
        assert "exclusive elsewhere" in form.text
        fiona.post(url, {"reason": "The holder agreed for this month."}, on=form)


def issued(person: Visitor) -> int:
    return len(set(re.findall(r"STM-\d{4}-\d{6}", person.get("/staff/statements/").text)))


def test_every_host_gets_what_its_file_comes_to(hosts, live_portal, celery_worker_running, tmp_path):
    make_reports(tmp_path)
    for host, agreement in hosts.items():
        person, report = hand_in(live_portal.url, host, agreement, tmp_path / f"{host}_{PERIOD}.csv")
        fields = {"confirm": "on", "completes_period": "on"}
        answer = person.post(f"{report}submit/", fields, on=person.get(report))
        assert answer.status == 200, answer.text
    settle(live_portal.url)
    rates = EuroRates(RATES)
    for host, deal in DEALS.items():
        reader = Visitor(live_portal.url, address("reads", host))
        number = re.search(r"STM-\d{4}-\d{6}", reader.get("/statements/").text)[0]
        result = json.loads(reader.get(f"/statements/{number}/settlement-result.json").body)
        expected = expectation(deal, tmp_path / f"{host}_{PERIOD}.csv", rates)
        assert Decimal(result["ladder"]["due_now"]) == expected.earned, host
        assert result["direction"] == ("payable" if deal.collected_by == "licensor" else "receivable")
        assert sums(result, "base") == expected.bases, host
        assert sums(result, "quantity") == expected.quantities, host
        assert sum(Decimal(line["amount"]) for line in result["lines"]) == expected.earned
        assert "You owe" in reader.get("/").text if deal.collected_by == "partner" else "You will receive"
        check_source_rows(reader, number, result)


def sums(result: dict, member: str) -> dict[tuple[str, ...], Fraction]:
    """A line's figure added up by dimensions (versions, days and exclusivity cut them finer)."""
    found: dict[tuple[str, ...], Fraction] = {}
    for line in result["lines"]:
        key = tuple(line[name] for name in DIMENSIONS)
        found[key] = found.get(key, Fraction(0)) + Fraction(line[member])
    return found


def check_source_rows(reader: Visitor, number: str, result: dict) -> None:
    """The rows behind the largest line are in the file and add up to its base."""
    position, line = max(enumerate(result["lines"], 1), key=lambda each: Decimal(each[1]["amount"]))
    answer = reader.get(f"/statements/{number}/lines/{position}/rows.csv").body.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(answer)))
    net = sum((Fraction(row["gross_revenue"]) - Fraction(row["deductions"]) for row in rows), Fraction(0))
    assert net == Fraction(line["base"])
    assert reader.get(f"/statements/{number}/lines/{position}/").status == 200


def test_every_planted_fault_is_found_and_none_else(hosts, live_portal, celery_worker_running, tmp_path):
    make_reports(tmp_path, "--bad", "0.01")
    for host, agreement in hosts.items():
        path = tmp_path / f"{host}_{PERIOD}.csv"
        person, report = hand_in(live_portal.url, host, agreement, path)
        with Path(f"{path}.bad.csv").open(newline="") as file:
            planted = {(row["line"], row["column"], row["code"]) for row in csv.DictReader(file)}
        answer = person.get(f"{report}problems.csv").body.decode("utf-8-sig")
        found = {(row["line"], row["column"], row["code"]) for row in csv.DictReader(io.StringIO(answer))}
        assert planted, "the tool planted nothing"
        assert found == planted, host
