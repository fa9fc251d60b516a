"""What is overdue: seen by both, reminded of, and what it keeps waiting."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agreements.obligations.overdue import overdue_blocking, suspended_grants
from agreements.obligations.reminders import remind_of_obligations, stage_of
from portal.home.partner_front import partner_front
from portal.home.staff_queue import staff_queue
from portal.notices.models import Mail
from settlements.runs.waive_blocker import waive_blocker
from tests.factories.agreements import make_terms
from tests.factories.beside_money import attest, due, make_obliged, obligation
from tests.factories.usage import submitted_report
from tests.settlements.runs.steps import blocker_kinds, settled_run


def on(days: int) -> str:
    return (timezone.now().date() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    "left, stage", [(31, 0), (30, 1), (8, 1), (7, 2), (0, 2), (-1, 3), (-14, 3), (-15, 4), (-29, 5)]
)
def test_stages(left, stage):
    assert stage_of(date(2026, 6, 1) + timedelta(days=left), date(2026, 6, 1)) == stage


@pytest.mark.django_db
def test_reminded_once_per_stage(hosta, uma, finn):
    make_obliged(
        hosta,
        obligation("far", first_due=on(31), owner=uma.email),
        obligation("soon", first_due=on(7), owner=uma.email),
        obligation("late", first_due=on(-3), owner=finn.email, consequence="block_run"),
    )
    assert (remind_of_obligations(), remind_of_obligations()) == (2, 0)
    mails = {mail.to: mail for mail in Mail.objects.filter(kind__startswith="obligation_")}
    assert mails[uma.email].subject.startswith("Due on")
    assert mails[finn.email].subject == "Overdue: Do late"
    assert "the settlement of later periods waits" in mails[finn.email].text


@pytest.mark.django_db
def test_where_nobody_answers_those_who_name_are_reminded(hosta, carla):
    make_obliged(hosta, obligation(party="licensor", first_due=on(-1)))
    assert remind_of_obligations() == 1
    assert carla.email in Mail.objects.filter(kind="obligation_overdue").values_list("to", flat=True)


@pytest.mark.django_db
def test_both_home_pages_show_it_until_it_is_met(hosta, rival, uma, vera, ruth, oscar):
    agreement = make_obliged(
        hosta, obligation(owner=uma.email, first_due=on(-1)), obligation("b", first_due=on(0))
    )

    def of_partner(user, partner):
        items = partner_front(user=user, partner=partner).to_do
        return [(each.badge, each.act) for each in items if each.text == "Do evaluation"]

    def of_staff():
        [section] = [each for each in staff_queue(user=oscar) if each.title == "Overdue obligations"]
        return [each.text for each in section.items]

    assert of_partner(uma, hosta) == [("Overdue", "Attest")]
    assert of_partner(vera, hosta) == [("Overdue", "Open")]
    assert of_partner(ruth, rival) == of_partner(ruth, hosta) == []
    assert of_staff() == ["Do evaluation"]
    attest(due(agreement), uma)
    assert (of_partner(uma, hosta), of_staff()) == ([], [])


@pytest.mark.django_db
def test_the_agreements_page_counts(client, hosta, uma, carla):
    agreement = make_obliged(hosta, obligation(first_due=on(-1)), obligation("b", first_due=on(5)))
    for person, prefix in ((uma, ""), (carla, "/staff")):
        client.force_login(person)
        page = client.get(f"{prefix}/agreements/{agreement.number}/").content.decode()
        assert "<bdi>1</bdi> overdue" in page
        assert f'href="{prefix}/agreements/{agreement.number}/obligations/"' in page
        listed = client.get(f"{prefix}/agreements/{agreement.number}/obligations/").content.decode()
        assert "Overdue" in listed


@pytest.mark.django_db
def test_many_obligations_take_no_more_queries(client, hosta, uma, carla, django_assert_max_num_queries):
    rows = [
        obligation(
            f"o{n}", recurrence="monthly", owner=uma.email, application="search", first_due="2026-01-01"
        )
        for n in range(12)
    ]
    agreement = make_obliged(hosta, *rows)
    assert agreement.dues.count() > 200
    for person, prefix in ((uma, ""), (carla, "/staff")):
        client.force_login(person)
        with django_assert_max_num_queries(25):
            assert client.get(f"{prefix}/agreements/{agreement.number}/obligations/").status_code == 200


@pytest.mark.django_db
def test_a_right_rests_while_its_obligation_is_overdue(client, hosta, uma):
    grant = {"id": "x1", "from": "2026-01-01", "uplift": "0.02", "application": "search"}
    other = {**grant, "id": "x2", "application": "accessibility"}
    agreement = make_obliged(
        hosta,
        obligation(owner=uma.email, consequence="suspend_grant", grant="x1"),
        terms=[make_terms("2026-01-01", exclusivity=[grant, other])],
    )
    assert suspended_grants(agreement, date(2026, 10, 15)) == []
    assert [row.code for row in suspended_grants(agreement, date(2026, 10, 16))] == ["x1"]
    client.force_login(uma)
    page, terms = f"/agreements/{agreement.number}/obligations/", f"/agreements/{agreement.number}/"
    assert client.get(terms).content.decode().count("Rests: an obligation is overdue") == 1
    assert "Exclusive rights rest" in client.get(page).content.decode()
    attest(due(agreement), uma)
    assert suspended_grants(agreement, date(2026, 10, 16)) == []
    assert "Exclusive rights rest" not in client.get(page).content.decode()


@pytest.mark.django_db
class TestRun:
    @pytest.fixture
    def obliged(self, hosta, uma):
        found = make_obliged(
            hosta,
            obligation(owner=uma.email, consequence="block_run", first_due="2026-09-30"),
            obligation("told", first_due="2026-09-01"),
            reporter="partner",
            starts="2026-09-01",
        )
        submitted_report(found, "2026-09", [{"usage_date": "2026-09-05"}])
        return found

    def test_waits_for_what_was_due_by_the_periods_end(self, obliged, fiona, uma):
        assert overdue_blocking(obliged, date(2026, 9, 30)) == []
        run = settled_run("2026-09", fiona, obliged)
        assert "overdue_obligation" in blocker_kinds(run)
        [row] = run.settlements.get().blockers.get(kind="overdue_obligation").details["obligations"]
        assert (row["code"], row["due_date"]) == ("evaluation", "2026-09-30")

    def test_goes_on_once_it_is_met(self, obliged, fiona, uma):
        attest(due(obliged), uma)
        assert "overdue_obligation" not in blocker_kinds(settled_run("2026-09", fiona, obliged))

    def test_is_waived_by_name_on_its_page(self, client, obliged, fiona):
        run = settled_run("2026-09", fiona, obliged)
        client.force_login(fiona)
        page = client.get(f"/staff/runs/{run.pk}/").content.decode()
        assert "Obligation overdue" in page
        assert f"/staff/agreements/{obliged.number}/obligations/{due(obliged).pk}/" in page
        blocker = run.settlements.get().blockers.get(kind="overdue_obligation")
        waive_blocker(blocker=blocker, by=fiona, reason="The report comes next week.")
        assert "The report comes next week." in client.get(f"/staff/runs/{run.pk}/").content.decode()
