"""Pages of questions and disputes as a reader has them."""

import re
from urllib.parse import urlsplit

from django.urls import reverse


def text_of(page) -> str:
    """The page without marks that isolate figures, and its blanks as one each."""
    return " ".join(re.sub("</?bdi>", "", page.content.decode()).split())


def look(client, user, name: str, *args, **query) -> str:
    client.force_login(user)
    page = client.get(reverse(name, args=args), query)
    assert page.status_code == 200, page.status_code
    return text_of(page)


def send(client, user, name: str, *args, query: str = "", **fields):
    client.force_login(user)
    return client.post(reverse(name, args=args) + query, fields)


def led_to(answer) -> str:
    """The path a post leads to."""
    assert answer.status_code == 302, (answer.status_code, text_of(answer)[:3000])
    return urlsplit(answer["Location"]).path
