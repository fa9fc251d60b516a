"""Where people land."""

import pytest

pytestmark = pytest.mark.django_db


def test_strangers_log_in_first(client):
    assert client.get("/").url == "/account/login/?next=/"
    assert client.get("/staff/").url == "/account/login/?next=/staff/"


def test_a_partner_s_person_finds_the_organisation(client, finn, hosta):
    client.force_login(finn)
    page = client.get("/").content.decode()
    assert f"<h1>{hosta.name}</h1>" in page
    assert "No agreement is in force yet" in page


def test_staff_are_led_to_their_queue(client, fiona):
    client.force_login(fiona)
    assert client.get("/").url == "/staff/"
    assert "Every ended period has its figures." in client.get("/staff/").content.decode()


def test_the_queue_is_for_staff(client, finn):
    client.force_login(finn)
    assert client.get("/staff/").status_code == 404


def test_somebody_who_belongs_nowhere_finds_nothing(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("x@y.example", name="X"))
    assert client.get("/").status_code == 404


def test_the_page_of_elements_is_for_developers(client, settings):
    assert client.get("/elements/").status_code == 404
    settings.DEBUG = True
    assert client.get("/elements/?errors").status_code == 200


def test_errors_say_what_to_do(client, finn):
    client.force_login(finn)
    page = client.get("/no-such-page/")
    assert page.status_code == 404
    assert "Check the address" in page.content.decode()


def test_the_page_for_our_own_faults_needs_nothing(rf):
    from django.views.defaults import bad_request, server_error

    assert b"Something went wrong on our side" in server_error(rf.get("/")).content
    assert b"could not be understood" in bad_request(rf.get("/"), None).content
