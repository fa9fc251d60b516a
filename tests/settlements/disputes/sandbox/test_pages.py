"""The page on which facts are tried, the proposal it fills, and what each side sees of it."""

import html
import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from portal.audit.models import AuditEvent
from settlements.disputes.models import Dispute
from settlements.disputes.reply import reply
from settlements.disputes.sandbox.changes import changes_text
from settlements.disputes.sandbox.models import DisputeProposalBasis
from tests.settlements.disputes.pages import led_to, look, send, text_of
from tests.settlements.disputes.sandbox.looks import begun, plain
from tests.settlements.disputes.sandbox.steps import tier_is, usage_added, usage_is
from tests.settlements.disputes.steps import propose, resolve


def test_the_form_is_filled_with_what_was_issued(client, doubted, dora):
    page = look(client, dora, "recompute_dispute", doubted.number)
    assert 'name="gross_revenue-b1" value="1000"' in page
    assert 'name="rate-1-default-1" value="20"' in page
    assert "gross_revenue-b2" not in page  # Indonesia is not in dispute
    assert "Use as proposal" not in page
    assert AuditEvent.objects.filter(event="dispute.viewed", details__page="recomputing").exists()


def test_both_ways_beside_each_other(client, doubted, dora):
    page = plain(look(client, dora, "recompute_dispute", doubted.number, **{"gross_revenue-b1": "833.35"}))
    assert "Gross revenue of Search · Llama 3.1 8B · Germany: $833.35 instead of $1,000.00" in page
    assert '$200.00</td><td class="number">$166.67</td><td class="number"><strong>-$33.33' in page
    assert '$300.00</td><td class="number">$266.67' in page
    assert "How line 1 (Search) is calculated, both ways" in page
    assert page.count("The sum of the tiers, divided by what was added to the count") == 2
    assert "Released at once</dt><dd>$16.67" in page
    assert 'value="833.35"' in page
    sent = send(client, dora, "recompute_dispute", doubted.number, **{"gross_revenue-b1": "833.35"})
    assert sent.status_code == 200
    assert "$166.67" in text_of(sent)
    assert not DisputeProposalBasis.objects.exists()
    assert Dispute.objects.get().state == "open"


def test_what_is_no_number_and_what_cannot_be_settled(client, doubted, dora):
    for field, typed, said in (
        ("gross_revenue-b1", "1,000", "Write a number with the digits 0 to 9"),
        ("rate-1-default-1", "150", "Nothing can be settled with these facts"),
        ("rate-1-default-1", "-1", "Nothing can be settled with these facts"),
        ("quantity-b1", "9" * 31, "A number here has at most 30 digits."),
    ):
        answer = send(client, dora, "recompute_dispute", doubted.number, **{field: typed})
        assert answer.status_code == 422, typed
        assert said in text_of(answer)


def test_nothing_changed_says_so(client, doubted, dora):
    page = look(client, dora, "recompute_dispute", doubted.number, **{"gross_revenue-b1": "1000.00"})
    assert "Nothing differs from what was issued." in page
    assert "Use as proposal" not in page


def test_from_facts_to_a_proposal_both_sides_read(client, doubted, dora, fred, sigrid):
    changes = [usage_is(doubted.statement, "DE", "gross_revenue", "833.35")]
    query = urlencode({"recomputed": changes_text(changes)})
    link = f"{reverse('propose_outcome', args=[doubted.number])}?{query}"
    page = look(client, dora, "recompute_dispute", doubted.number, **{"gross_revenue-b1": "833.35"})
    assert link in page
    [row] = doubted.lines.all()
    page = begun(client, dora, doubted, changes)
    assert f'name="agreed_{row.pk}" value="166.67"' in page
    assert "$833.35 instead of $1,000.00" in page
    assert "Released at once</dt><dd>$16.67" in page  # before anything is sent
    assert "What is due would have changed by</dt><dd>-$33.33" in page
    assert "Send the proposal" in page
    fields = {f"agreed_{row.pk}": "166.67", "version": "1", "text": "Your logs are right.", "step": "send"}
    shown = {"shown": f"{row.pk}:166.67", "basis": changes_text(changes)}
    assert led_to(send(client, dora, "propose_outcome", doubted.number, **fields, **shown))
    again = f"{reverse('recompute_dispute', args=[doubted.number])}?gross_revenue-b1=833.35"
    assert again in look(client, dora, "staff_dispute", doubted.number)
    for user, name in ((fred, "dispute"), (dora, "staff_dispute"), (sigrid, "accept_outcome")):
        page = plain(look(client, user, name, doubted.number))
        assert "Recomputed with" in page, name
        assert "Germany: $833.35 instead of $1,000.00" in page, name
    assert '$300.00</td><td class="number">$266.67' in plain(look(client, fred, "dispute", doubted.number))


@pytest.mark.parametrize(
    "start, amount, money",
    [("claimed", "150.00", "Stays held until then</dt><dd>$50.00"), ("stated", "200.00", "<dd>$50.00")],
)
def test_accepting_and_rejecting_show_the_money_at_once(client, doubted, dora, start, amount, money):
    [row] = doubted.lines.all()
    page = plain(look(client, dora, "propose_outcome", doubted.number, start=start))
    assert f'name="agreed_{row.pk}" value="{amount}"' in page
    assert money in page
    assert "Send the proposal" in page
    assert f"{reverse('propose_outcome', args=[doubted.number])}?start={start}" in look(
        client, dora, "staff_dispute", doubted.number
    )


def test_one_goes_on_from_facts_tried_before(client, doubted, dora):
    changes = [tier_is("rate", "0.225"), usage_added("JP", "revenue", "50")]
    changes += [usage_is(doubted.statement, "DE", "quantity", "900")]
    page = begun(client, dora, doubted, changes)
    [link] = re.findall(r'href="([^"]*recompute/[?][^"]*)">Change these facts', page)
    page = text_of(client.get(html.unescape(link)))
    for field in ('name="rate-1-default-1" value="22.5"', 'name="quantity-b1" value="900"'):
        assert field in page
    assert 'name="added-added_revenue" value="50"' in page
    assert '<option value="JP" selected' in page


def test_changes_nobody_wrote_are_refused(client, doubted, dora):
    for text in ("{", '[{"fact":"quantity","of":["b99"],"to":"1"}]', '[{"fact":[],"of":[[]],"to":1}]'):
        client.force_login(dora)
        url = reverse("propose_outcome", args=[doubted.number])
        answer = client.get(url, {"recomputed": text})
        assert answer.status_code == 422
        assert "Send the proposal" not in text_of(answer)
        [row] = doubted.lines.all()
        fields = {f"agreed_{row.pk}": "160.00", "version": "1", "text": "So.", "step": "send"}
        answer = client.post(url, {**fields, "shown": f"{row.pk}:160", "basis": text})
        assert answer.status_code == 422, text
    doubted.refresh_from_db()
    assert doubted.state == "open"


def test_who_finds_it(client, doubted, dora, fred, sigrid, vera, adam, ruth, fiona):
    url = reverse("recompute_dispute", args=[doubted.number])
    for user, status in ((fred, 404), (sigrid, 404), (vera, 404), (ruth, 404), (adam, 403), (fiona, 403)):
        client.force_login(user)
        for answer in (client.get(url), client.post(url, {"gross_revenue-b1": "1"})):
            assert answer.status_code == status, user
    reply(by=dora, thread=doubted, text="Their gateway log ends on the 28th.", internal=True)
    changes = [tier_is("rate", "0.1")]
    [row] = doubted.lines.all()
    fields = {f"agreed_{row.pk}": "100.00", "version": "1", "text": "So.", "step": "send"}
    send(
        client,
        dora,
        "propose_outcome",
        doubted.number,
        shown=f"{row.pk}:100",
        basis=changes_text(changes),
        **fields,
    )
    page = look(client, fred, "dispute", doubted.number)
    assert "Rate of clause 4.1: 10% instead of 20%" in page
    assert "gateway" not in page
    assert "recompute/" not in page


def test_an_ended_dispute_leads_back(client, doubted, dora, sigrid):
    resolve(doubted, dora, sigrid, "150.00")
    client.force_login(dora)
    url = reverse("recompute_dispute", args=[doubted.number])
    assert led_to(client.get(url)) == reverse("staff_dispute", args=[doubted.number])


@pytest.mark.parametrize("language", ["de", "ja", "hi", "ar", "id"])
def test_it_is_read_in_every_language(client, doubted, dora, language):
    propose(doubted, dora, "160.00")
    dora.language = language
    dora.save()
    assert "166" in look(client, dora, "recompute_dispute", doubted.number, **{"gross_revenue-b1": "833.35"})
