"""The demo's story, told through the same acts as people's: agreements, reports, runs, money, disputes.

Every step asks first what is there, so a broken-off story goes on where it stopped.
"""

from collections.abc import Callable

from agreements.models import Agreement
from portal.demo.cast import make_people
from portal.demo.deals import DEALS
from portal.demo.make_agreement import make_agreement
from portal.demo.make_bank_accounts import make_bank_accounts
from portal.demo.make_contributions import make_contributions
from portal.demo.make_counter_figures import HOST as COUNTED
from portal.demo.make_counter_figures import make_counter_figures
from portal.demo.make_dialect import make_dialect
from portal.demo.make_disputes import make_disputes
from portal.demo.make_negotiation import make_negotiation
from portal.demo.make_notices import make_notices
from portal.demo.make_obligations import make_obligations
from portal.demo.make_organisations import make_organisations
from portal.demo.make_payments import make_payments
from portal.demo.make_reports import LATE, make_reports
from portal.demo.make_restatement import make_restatement
from portal.demo.make_rights import make_rights
from portal.demo.make_run import make_run
from portal.demo.months import demo_labels
from portal.demo.terms import STARTS, Deal
from settlements.fx.import_ecb_rates import import_ecb_rates
from settlements.fx.seed import open_seed
from settlements.runs.judge_goals import judge_goals

Say = Callable[[str], None]


def make_demo(*, password: str, say: Say) -> None:
    """Make what is missing of the demo; `say` gets one line for each step done."""
    make_people(password=password)
    make_organisations()
    make_bank_accounts()
    with open_seed() as rates:
        import_ecb_rates(file=rates, from_date=STARTS.replace(year=STARTS.year - 1))
    deals = [(deal, make_agreement(deal=deal)) for deal in DEALS]
    make_contributions()
    say(f"{len(deals)} agreements")
    make_negotiation(agreements={deal.host: each for deal, each in deals})
    *past, last = demo_labels()
    for left, label in zip(reversed(range(len(past))), past, strict=True):
        make_month(deals, label)
        make_disputes(label=label, newest=left == 0)
        make_restatement(deals=deals, label=label)
        make_payments(label=label, months_left=left)
        say(f"{label}: reports checked, statements issued ({len(past) - left} of {len(past)} months)")
    judge_goals()
    begun = [(deal, each) for deal, each in deals if deal.usage != "to be uploaded"]
    make_reports(deals=begun, label=last, submit=False)
    make_counter_figures(agreement=next(each for deal, each in deals if deal.host == COUNTED), label=last)
    make_dialect()
    make_obligations()
    make_rights()
    make_notices()
    say(f"{last}: open, for you to go on with")


def make_month(deals: list[tuple[Deal, Agreement]], label: str) -> None:
    """Reports, then the run; a host who is late hands in while the run is in review."""
    late = [(deal, each) for deal, each in deals if (deal.host, label) == LATE]
    make_reports(deals=[each for each in deals if each not in late], label=label)
    meanwhile = (lambda: make_reports(deals=late, label=label)) if late else None
    make_run(label=label, meanwhile=meanwhile)
