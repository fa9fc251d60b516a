"""Pages as a reader has them."""

import re

from django.urls import reverse


def text_of(page) -> str:
    """The page without the marks that isolate figures."""
    return re.sub("</?bdi>", "", page.content.decode())


def page_of(client, name: str, *args, **query) -> str:
    page = client.get(reverse(name, args=args), query)
    assert page.status_code == 200, page.status_code
    return text_of(page)


def post(client, name: str, *args, **fields) -> str:
    return text_of(client.post(reverse(name, args=args), fields, follow=True))
