"""`manage.py settle_period AGREEMENT|--all PERIOD`: open a run, or take up the live one, and settle."""

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import Http404

from agreements.models import Agreement
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.refused import Refused
from settlements.runs.hindrances import candidates
from settlements.runs.models import Settlement, SettlementRun
from settlements.runs.open_run import open_run
from settlements.runs.resettle import resettle
from settlements.runs.settle_agreement import settle_agreement


class Command(BaseCommand):
    help = "Settle a period (2026-10 or 2026-Q4) of one agreement or of all; review it on the pages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="+", metavar="AGREEMENT PERIOD", help="with --all: PERIOD alone")
        parser.add_argument("--all", action="store_true", help="every agreement that can be settled")
        parser.add_argument("--by", metavar="EMAIL", help="who does it (staff of the finance role)")

    def handle(self, *, what: list[str], all: bool, by: str | None, **options) -> None:
        if len(what) != (1 if all else 2):
            raise CommandError("Write AGREEMENT PERIOD, or --all PERIOD: settle_period AGR-2026-0001 2026-10")
        label, person = what[-1], self._person(by)
        try:
            if all:
                run = open_run(label=label, by=person, queue=False)
            else:
                run = self._open_one(what[0], label, person)
        except (Refused, PermissionDenied) as refusal:
            raise CommandError(str(refusal)) from refusal
        except Http404 as refusal:
            raise CommandError(f"{person.email} is not of staff.") from refusal
        for settlement in run.settlements.filter(state=Settlement.State.WAITING):
            settle_agreement(settlement_id=settlement.pk)
        run.refresh_from_db()
        self._show(run)
        if all:
            self._show_left_out(run)

    def _person(self, email: str | None) -> User:
        if email:
            person = User.objects.filter(email__iexact=email, is_active=True).first()
            if person is None:
                raise CommandError(f"Nobody has the address {email}.")
            return person
        found = User.objects.filter(staff_roles__contains=[StaffRole.FINANCE], is_active=True)[:2]
        if len(found) != 1:
            raise CommandError("Say who does it with --by EMAIL: a person of staff with the finance role.")
        return found[0]

    def _open_one(self, number: str, label: str, person: User) -> SettlementRun:
        agreement = Agreement.objects.filter(number=number).first()
        if agreement is None:
            raise CommandError(f"There is no agreement {number}. Use its number, such as AGR-2026-0001.")
        live = Settlement.objects.filter(agreement=agreement, period__label=label).exclude(
            state__in=[Settlement.State.CANCELLED, Settlement.State.ISSUED]
        )
        if settlement := live.select_related("run").first():
            return resettle(run=settlement.run, by=person, agreements=[agreement], queue=False)
        return open_run(label=label, by=person, agreements=[agreement], queue=False)

    def _show(self, run: SettlementRun) -> None:
        self.stdout.write(f"Run {run.pk}, {run.label}: {run.get_state_display()}")
        settlements = run.settlements.select_related("agreement__partner")
        for each in settlements.prefetch_related("blockers", "warnings"):
            self.stdout.write(f"{each.agreement.number}  {each.agreement.partner}  {self._figures(each)}")
            for blocker in each.blockers.all():
                waived = f" (waived: {blocker.reason})" if blocker.waived_by_id else ""
                self.stdout.write(f"  blocker: {blocker.get_kind_display()}{waived}  {blocker.details}")

            for warning in each.warnings.all():
                self.stdout.write(f"  warning: {warning.get_kind_display()}  {warning.details}")

    def _figures(self, settlement: Settlement) -> str:
        result = settlement.result_document
        if not result or not result["ladder"]:
            return str(settlement.get_state_display())
        ladder = result["ladder"]
        names = ("earned", "due_now", "carried_forward")
        figures = ", ".join(f"{name.replace('_', ' ')} {ladder[name]}" for name in names)
        return f"{result['direction']} {result['currency']}: {figures}"

    def _show_left_out(self, run: SettlementRun) -> None:
        inside = set(run.settlements.values_list("agreement", flat=True))
        for each in candidates(label=run.label):
            if each.agreement.pk not in inside:
                self.stdout.write(f"{each.agreement.number}  left out: {each.hindrance}")
