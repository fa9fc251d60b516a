"""Scenes: made once, kept while wanted, and found anew where somebody closed the connection."""

import asyncio

import pytest
from django.db import connection

from portal.accounts.models import Partner
from tests.factories.accounts import make_partner
from tests.scenes import Stage, scene

MADE = []


@scene
def third(licensor) -> Partner:
    MADE.append("third")
    return make_partner("third", "Third")


@pytest.mark.parametrize("turn", [1, 2])
def test_made_once_for_tests_in_a_row_and_their_writes_are_undone(third, turn):
    assert MADE == ["third"], "by whichever of the two came first"
    assert third.name == Partner.objects.get(code="third").name == "Third"
    third.name = "Changed"
    third.save()
    make_partner("fourth", "Fourth")


def test_who_does_not_want_it_does_not_find_it(licensor):
    assert not Partner.objects.filter(code="third").exists()


def test_what_a_closed_connection_lost_is_made_anew(django_db_setup, django_db_blocker):
    """As a test leaves it that has nothing to do with the database, and closes what it finds."""
    stage, wanted = Stage(), {"row": lambda: make_partner("row", "Row")}
    with django_db_blocker.unblock():
        stage.set_for(wanted)
        connection.close()
        connection.connect()
        stage.set_for(wanted)
        assert Partner.objects.filter(code="row").exists()
        stage.set_for({})
        assert not Partner.objects.filter(code="row").exists()


def test_what_stands_in_another_connection_is_rolled_back_there(
    django_db_setup, django_db_blocker, monkeypatch
):
    """Below a running event loop, such as Playwright's, Django keeps another connection."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    stage = Stage()

    async def browse() -> None:
        stage.set_for({})

    with django_db_blocker.unblock():
        stage.set_for({"row": lambda: make_partner("row", "Row")})
        asyncio.run(browse())
        assert not stage.connection.in_atomic_block
        assert not Partner.objects.filter(code="row").exists()
