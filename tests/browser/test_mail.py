"""The demo's mail pages, in a real browser."""

import os
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from portal.notices.render_mail import html_of
from portal.notices.send_mail import send_mail

pytestmark = pytest.mark.django_db(transaction=True)
KEEP = os.environ.get("KEEP_SCREENSHOTS", "")


@pytest.fixture
def mails(settings, licensor):
    settings.DEMO = True
    given = {"organisation": "Host A", "inviter": "Finn Finance", "roles": ["Uploader"], "hours": 72}
    with transaction.atomic():
        return [
            send_mail(
                to="uma@hosta.example",
                language=language,
                kind="invitation",
                context=given,
                link="/invitation/x/",
            )
            for language in ("en", "ar")
        ]


def keep(page, name: str) -> None:
    if KEEP:
        page.screenshot(path=Path(KEEP, f"{name}.png"), full_page=True)


@pytest.mark.parametrize(
    "language, theme, width", [("en", "light", 1280), ("ar", "dark", 375), ("ja", "light", 320)]
)
def test_list_and_mail(mails, visit, check_page, language, theme, width):
    page = visit(reverse("demo_mail"), language=language, theme=theme, width=width)
    keep(page, f"list-{language}")
    check_page(page)
    for mail in mails:
        page = visit(reverse("read_demo_mail", args=[mail.pk]), language=language, theme=theme, width=width)
        keep(page, f"mail-{mail.language}-{language}")
        check_page(page)


@pytest.mark.parametrize("width", [320, 800])
def test_the_frame_of_what_is_sent_fits_a_phone(mails, page, width):
    page.set_viewport_size({"width": width, "height": 700})
    for mail in mails:
        page.set_content(
            html_of(subject=mail.subject, text=mail.text, link=mail.link, language=mail.language)
        )
        keep(page, f"frame-{mail.language}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.get_by_role("heading", level=1).inner_text() == mail.subject.strip("\u2068\u2069")
        assert page.evaluate("document.dir") == ("rtl" if mail.language == "ar" else "ltr")
