"""`manage.py make_demo`: sample partners and months of usage, made through the real pipeline."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.demo.cast import HOSTS, MEMBERS, STAFF
from portal.demo.codes import secret_of
from portal.demo.deals import DEALS
from portal.demo.log_ins import demo_password
from portal.demo.make_demo import make_demo
from portal.demo.make_dialect import HOST as OWN_LAYOUT
from portal.demo.make_dialect import own_csv
from portal.demo.months import demo_labels
from portal.demo.traffic import usage_csv


class Command(BaseCommand):
    help = "Make the demo, or what is missing of it, and print its log-ins."

    def handle(self, *args, **options):
        if not (settings.LOCAL and settings.DEMO):
            self.stderr.write(
                "The demo has well-known passwords: it is made on http://localhost, with DEMO=1."
            )
            raise SystemExit(1)
        password = demo_password()
        make_demo(password=password, say=lambda line: self.stdout.write(f"  {line}", self.style.SUCCESS))
        self.print_log_ins(password)

    def print_log_ins(self, password: str) -> None:
        label = demo_labels()[-1]
        folder = Path(settings.BASE_DIR) / "build" / "demo"
        folder.mkdir(parents=True, exist_ok=True)
        waiting = [deal.host for deal in DEALS if deal.usage == "to be uploaded"]
        for host in HOSTS:
            if host.code in waiting:
                (folder / f"{host.code}_{label}.csv").write_bytes(usage_csv(host, label))
        (folder / f"{OWN_LAYOUT}_{label}_own-layout.csv").write_bytes(own_csv(label))
        lines = [
            "",
            f"Log in at {settings.SITE_URL} with the password: {password}",
            "",
            f"Staff of the licensor, secrets of their second factors (codes: {settings.SITE_URL}/demo/)",
        ]
        emails = [f"{name}@meridian.example" for name, _full_name, _roles in STAFF]
        lines += [f"  {email:<32} {secret_of(email)}" for email in emails]
        for host in HOSTS:
            names = ", ".join(f"{name}@{host.code}.example" for name, _roles in MEMBERS)
            lines += [host.legal_name, f"  {names}"]
        lines += ["", f"Ready to be uploaded by {', '.join(waiting)}: build/demo/", ""]
        self.stdout.write("\n".join(lines))
