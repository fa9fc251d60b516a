"""The demo's mail is a page; elsewhere there is none."""

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info

from portal.notices.kept_mail import KeptMail
from portal.notices.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def make_mail(**fields) -> Mail:
    given = {
        "to": "finn@hosta.example",
        "language": "en",
        "kind": "x",
        "subject": "Payout PAY-1",
        "text": "Hello <script>alert(1)</script>.\n\nhttp://localhost:8000/there/ javascript:alert(1)",
        "link": "http://localhost:8000/payouts/PAY-1/",
        "message_id": f"<{Mail.objects.count()}@localhost>",
        "due_at": timezone.now(),
    }
    return Mail.objects.create(**{**given, **fields})


def test_nobody_reads_mail_where_this_is_no_demo(client, fiona):
    mail = make_mail()
    for person in (None, fiona):
        if person:
            client.force_login(person)
        assert client.get(reverse("demo_mail")).status_code == 404
        assert client.get(reverse("read_demo_mail", args=[mail.pk])).status_code == 404


def test_everybody_reads_it_in_the_demo_newest_first_and_finds_it(client, demo):
    make_mail(subject="First")
    make_mail(subject="Second", to="uma@hosta.example", language="ar")
    page = client.get(reverse("demo_mail")).content.decode()
    assert page.index("Second") < page.index("First")
    assert get_language_info("ar")["name_local"] in page
    found = client.get(reverse("demo_mail"), {"search": "uma@hosta"}).content.decode()
    assert "Second" in found
    assert "First" not in found
    found = client.get(reverse("demo_mail"), {"language": "en"}).content.decode()
    assert "First" in found
    assert "Second" not in found


def test_the_words_stand_in_the_page_and_run_nowhere(client, demo):
    page = client.get(reverse("read_demo_mail", args=[make_mail().pk])).content.decode()
    assert "Hello &lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert 'href="http://localhost:8000/payouts/PAY-1/"' in page
    assert 'href="http://localhost:8000/there/"' in page
    assert 'href="javascript:' not in page


def test_a_mail_is_set_in_its_own_direction(client, demo):
    page = client.get(reverse("read_demo_mail", args=[make_mail(language="ar").pk])).content.decode()
    assert '<article class="card" lang="ar" dir="rtl">' in page


def test_no_mail_no_page(client, demo):
    assert client.get(reverse("read_demo_mail", args=[4711])).status_code == 404


def test_mail_of_others_than_us_lands_on_the_page_too(client, demo):
    ours = make_mail()
    message = EmailMessage("From Django", "Words", to=["a@example.com", "b@example.com"])
    known = EmailMessage("Ours", "", to=[ours.to], headers={"Message-ID": ours.message_id})
    assert KeptMail().send_messages([message, known]) == 2
    assert set(Mail.objects.exclude(pk=ours.pk).values_list("to", "subject")) == {
        ("a@example.com", "From Django"),
        ("b@example.com", "From Django"),
    }
