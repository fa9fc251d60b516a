from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.restate.contained import correct
from tests.settlements.restate.steps import computed, versions
from tests.settlements.runs.steps import issued_run

JANUARY, FEBRUARY, MARCH = "2026-01", "2026-02", "2026-03"


def row(label: str, gross: str, **members) -> dict:
    return {"usage_date": f"{label}-05", "gross_revenue": gross, "source_ref": f"{label} {gross}", **members}


@scene
def tiered(hosta):
    """20 % of the first 1000 of the year, 10 % above; at least 400 a quarter."""
    terms = make_terms(
        "2026-01-01",
        share(("1000", "0.20"), "0.10", accumulate="year"),
        minimum_guarantee={"amount": "400.00", "per": "quarter"},
    )
    return make_agreement(
        hosta, collected_by="licensor", reporter="partner", starts="2026-01-01", terms=[terms]
    )


@scene
def quarter(tiered, fiona, april):
    """January to March issued: revenue 600, 500 and 500."""
    for label, gross in ((JANUARY, "600"), (FEBRUARY, "500"), (MARCH, "500")):
        submitted_report(tiered, label, [row(label, gross)])
        issued_run(label, fiona, april, tiered)
    return tiered


@scene
def corrected(quarter):
    """A file for January that takes the place of the first one: 3000.50. It waits as late."""
    first = quarter.reports.get(period__label=JANUARY)
    return submitted_report(quarter, JANUARY, [row(JANUARY, "3000.50")], replaces=first)


@scene
def correction(quarter, fiona, april):
    """Staff corrected January's line by what the late file will make of it."""
    return correct(versions(quarter, JANUARY)[0], fiona, april)


@scene
def restatement(quarter, correction, corrected, fiona):
    """In review, of January with the late file."""
    return computed(quarter, JANUARY, fiona)
