"""Help, and the worked statement whose figures are the engine's."""

import re
from html import unescape

import pytest

from portal.home.help_texts import PARTNER_ROLES, STAFF_ROLES
from portal.home.worked_statement import worked_documents
from portal.web.formats import money

pytestmark = pytest.mark.django_db


def text_of(page) -> str:
    """What is read, without tags."""
    return re.sub(r"[ \n]+", " ", unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))


@pytest.mark.parametrize("url", ["/help/", "/help/formula/"])
def test_help_is_for_whoever_is_logged_in(client, url, finn, fiona):
    assert "/login/" in client.get(url).url
    for person in (finn, fiona):
        client.force_login(person)
        assert client.get(url).status_code == 200
        assert client.post(url).status_code == 405


def test_every_page_leads_to_help(client, finn, fiona):
    for person, front in ((finn, "/"), (fiona, "/staff/")):
        client.force_login(person)
        assert 'href="/help/"' in client.get(front).content.decode()


def test_each_role_is_told_and_partners_read_of_their_own(client, finn, fiona):
    client.force_login(finn)
    page = text_of(client.get("/help/"))
    assert all(str(text) in page for text in PARTNER_ROLES.values())
    assert not any(str(text) in page for text in STAFF_ROLES.values())
    client.force_login(fiona)
    page = text_of(client.get("/help/"))
    assert all(str(text) in page for text in [*PARTNER_ROLES.values(), *STAFF_ROLES.values()])


def test_its_links_lead_somewhere(client, finn, fiona):
    for person in (finn, fiona):
        client.force_login(person)
        main = client.get("/help/").content.decode().partition("<main")[2].partition("</main>")[0]
        links = re.findall(r'href="(/[^"]+)"', main)
        assert len(links) == 4
        for link in links:
            assert client.get(link).status_code == 200, link


def test_the_figures_are_the_engine_s(client, finn):
    _document, result = worked_documents()
    client.force_login(finn)
    page = text_of(client.get("/help/formula/"))
    for line in result["lines"]:
        assert money(line["amount"], "USD") in page
    for amount in [*result["ladder"].values(), *result["shares"].values()]:
        assert money(amount, "USD") in page
    assert page.count("This step is shown as it was stored") == 0


@pytest.mark.parametrize("language", ["de", "id", "ja", "hi", "ar"])
def test_the_figures_are_read_in_every_language(client, finn, language):
    _document, result = worked_documents()
    client.force_login(finn)
    page = client.get("/help/formula/", headers={"accept-language": language})
    shown = money(result["ladder"]["due_now"], "USD", locale=language)
    assert shown in text_of(page)


def test_a_contribution_s_kind_is_read_in_the_reader_s_language(client, finn):
    client.force_login(finn)
    page = text_of(client.get("/help/formula/", headers={"accept-language": "ar"}))
    assert "صيانة" in page
    assert "تحسين" in page
    assert not re.search(r"\b(maintenance|improvement)\b", page)
