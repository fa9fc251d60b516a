"""Addresses with a NUL are refused before they reach the database."""

import pytest


@pytest.mark.parametrize("address", ["/statements/?q=%00", "/reports/?status=a%00b", "/agreements/AGR-%00/"])
def test_a_nul_in_the_address_is_a_bad_request(client, vera, address):
    client.force_login(vera)
    assert client.get(address).status_code in (400, 404)


def test_a_nul_in_a_cookie_is_a_bad_request(client, licensor):
    assert client.get("/", headers={"cookie": r'sessionid="\000abc"'}).status_code == 400


def test_other_queries_pass(client, vera):
    client.force_login(vera)
    assert client.get("/statements/?q=0").status_code == 200
