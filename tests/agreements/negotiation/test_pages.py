"""The pages of a negotiation, for both sides."""

import re
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.draft_version import draft_version
from agreements.models import SignedDocument, Version
from agreements.negotiation.propose_version import propose_version
from tests.factories.agreements import make_agreement, preparer, propose_and_approve
from tests.scenes import scene


def text_of(response) -> str:
    return re.sub(r"<[^>]*>", "", response.content.decode())


PDF = b"%PDF-1.4\n%%EOF\n"


@scene
def draft(hosta, finn) -> Version:
    agreement = make_agreement(hosta)
    return draft_version(
        agreement=agreement, from_date=date(2027, 7, 1), by=preparer(), copy_of=agreement.versions.get()
    )


@scene
def own(draft):
    return f"/agreements/{draft.agreement.number}/versions/2/"


def test_comments_stand_beside_their_clause(client, draft, own, finn, carla):
    propose_version(version=draft, by=preparer())
    client.force_login(finn)
    clause = draft.clauses.get(kind="ethics").number
    client.post(f"{own}comment/", {"text": "Who pays for it?", "clause_number": clause})
    client.force_login(carla)
    page = client.get(f"/staff{own}read/").content.decode()
    start = page.index(f'id="clause-{clause}"')
    assert "Who pays for it?" in page[start : page.index("</article>", start)]
    assert "Approve…" in page


def test_the_partner_answers_and_declines(client, draft, own, finn):
    propose_version(version=draft, by=preparer())
    client.force_login(finn)
    assert "Answer by another version" in client.get(own).content.decode()
    assert client.post(f"{own}counter/").headers["Location"].endswith("/versions/3/")
    assert "Your answer is a draft" in client.get("/").content.decode()
    assert client.post(f"{own}decline/", {"reason": ""}).status_code == 422
    client.post(f"{own}decline/", {"reason": "Too low"})
    page = client.get(own).content.decode()
    assert "Too low" in page
    assert "Set aside" in page


def test_an_amendment_waits_for_a_signature(client, draft, own, finn, vera):
    propose_and_approve(draft)
    for person, sees in ((finn, "Read and accept"), (vera, "Ask a colleague who holds it")):
        client.force_login(person)
        page = client.get("/").content.decode()
        assert "An amendment waits for your signature" in page
        assert sees in page
    assert client.get(f"{own}accept/").status_code == 403


def test_the_signed_paper_is_kept_and_opened_by_both_sides(client, draft, own, finn, carla, ruth):
    propose_and_approve(draft)
    client.force_login(finn)
    given = {"signatories": "Finn, Paula", "signed_date": "2026-11-02"}
    for content, name, status in [(b"no", "a.pdf", 422), (PDF, "a.png", 422), (PDF, "a.pdf", 302)]:
        file = SimpleUploadedFile(name, content)
        assert client.post(f"{own}signed/", {**given, "file": file}).status_code == status
    address = f"/agreements/{draft.agreement.number}/signed/{SignedDocument.objects.get().pk}/"
    assert "Signed on Nov 2, 2026" in " ".join(text_of(client.get(own)).split())
    assert b"".join(client.get(address).streaming_content) == PDF
    client.force_login(carla)
    assert client.get(f"/staff{address}").status_code == 200
    client.force_login(ruth)
    assert client.get(address).status_code == 404


def test_a_renewal_on_both_pages(client, hosta, finn, carla, april):
    number = make_agreement(hosta, ends="2027-03-01").number
    client.force_login(carla)
    client.post(f"/staff/agreements/{number}/renew/", {"last_day": "2028-02-29"})
    client.post(f"/staff/agreements/{number}/review/", {"review_date": "2027-12-01"})
    page = client.get(f"/staff/agreements/{number}/").content.decode()
    assert "Somebody else must approve it." in page
    assert "It ends in" in page
    client.force_login(april)
    change = f"/agreements/{number}/term/{hosta.agreements.get().term_changes.get().pk}/"
    client.post(f"/staff{change}approve/")
    client.force_login(finn)
    assert f"Renewal of {number}" in client.get("/").content.decode()
    assert client.post(f"{change}accept/").status_code == 302
    assert hosta.agreements.get().ends_date == date(2028, 3, 1)
