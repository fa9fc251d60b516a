"""Many at the same time: one approval, one settlement, one statement, no gap in the numbers."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from agreements.import_terms import import_terms
from agreements.negotiation.accept_version import accept_version
from portal.accounts.roles import StaffRole
from portal.audit.models import AuditEvent
from portal.refused import Refused
from settlements.runs.approve_run import approve_run
from settlements.runs.issue_run import issue_run
from settlements.runs.open_run import open_run
from settlements.runs.request_approval import request_approval
from settlements.runs.settle_agreement import settle_agreement
from settlements.statements.models import Statement
from tests.factories.accounts import make_staff
from tests.factories.agreements import make_terms, preparer, propose_and_approve, share, signatory
from tests.factories.usage import submitted_report
from tests.settlements.runs.steps import settled_run

SEPTEMBER = "2026-09"
USAGE = [{"usage_date": "2026-09-05"}]


def at_once(acts: list) -> list:
    """What each returned, or the exception it raised; all start together."""
    barrier = Barrier(len(acts))

    def one(act):
        try:
            barrier.wait()
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_exactly_one_approval_wins(self, hosted, fiona):
        submitted_report(hosted, SEPTEMBER, USAGE)
        run = request_approval(run=settled_run(SEPTEMBER, fiona, hosted), by=fiona)
        approvers = [
            make_staff(f"approver{n}@licensor.example", f"Approver {n}", StaffRole.APPROVER) for n in range(8)
        ]
        outcomes = at_once(
            [
                lambda by=by: approve_run(run=run, by=by, fingerprint=run.fingerprint, queue=False)
                for by in approvers
            ]
        )
        refused = [each for each in outcomes if isinstance(each, Refused)]
        assert [each.code for each in refused] == ["not_requested"] * 7
        run.refresh_from_db()
        [event] = AuditEvent.objects.filter(event="run.approved")
        assert event.actor == run.approved_by

    def test_terms_are_not_changed_under_an_approval(self, hosted, fiona, april):
        """Either the amendment is first, and the run settles again; or the run, and it begins too early."""
        submitted_report(hosted, SEPTEMBER, USAGE)
        run = request_approval(run=settled_run(SEPTEMBER, fiona, hosted), by=fiona)
        document = [make_terms("2026-09-15", share("0.3"), number=2)]
        [amendment] = import_terms(agreement=hosted, document=document, by=preparer())
        amendment, by = propose_and_approve(amendment), signatory(hosted.partner)
        written, never = Event(), Event()

        def amend():
            with transaction.atomic():
                accept_version(version=amendment, by=by)
                written.set()
                never.wait(1)  # the approval of the run looks before this one is done

        def approve():
            written.wait(10)
            return approve_run(run=run, by=april, fingerprint=run.fingerprint, queue=False)

        _amended, refusal = at_once([amend, approve])
        assert isinstance(refusal, Refused)
        assert refusal.code == "changed_since_settled"

    def test_only_one_run_is_opened(self, hosted, remitted, fiona):
        outcomes = at_once([lambda: open_run(label=SEPTEMBER, by=fiona, queue=False)] * 4)
        refused = [each for each in outcomes if isinstance(each, Refused)]
        assert len(refused) == 3
        assert {each.code for each in refused} <= {"run_exists", "nothing_to_settle"}

    def test_settled_and_issued_once_by_two_workers(self, hosted, remitted, fiona, april):
        for agreement in (hosted, remitted):
            submitted_report(agreement, SEPTEMBER, [{**USAGE[0], "currency": agreement.settlement_currency}])
        run = open_run(label=SEPTEMBER, by=fiona, queue=False)
        ids = list(run.settlements.values_list("pk", flat=True))
        at_once([lambda pk=pk: settle_agreement(settlement_id=pk) for pk in ids * 3])
        run.refresh_from_db()
        assert run.state == "review"
        assert [each.attempts for each in run.settlements.all()] == [1, 1]
        run = request_approval(run=run, by=fiona)
        approve_run(run=run, by=april, fingerprint=run.fingerprint, queue=False)
        issued = at_once([lambda: issue_run(run_id=run.pk)] * 3)
        assert sum(issued) == 2
        ordered = list(Statement.objects.order_by("number").values_list("agreement__number", flat=True))
        assert ordered == sorted([hosted.number, remitted.number])
        run.refresh_from_db()
        assert run.state == "issued"
