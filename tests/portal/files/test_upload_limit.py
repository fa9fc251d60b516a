"""How much may be sent: nobody fills the disk, least of all strangers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.files.upload_limit import STRANGERS_BYTES

pytestmark = pytest.mark.django_db


def send(client, path: str, size: int):
    return client.post(path, {"file": SimpleUploadedFile("x.bin", b"x" * size)})


def test_strangers_send_next_to_nothing(client):
    assert send(client, "/account/login/", 100).status_code == 200
    assert send(client, "/account/login/", STRANGERS_BYTES + 1).status_code == 400


def test_nobody_sends_more_than_the_largest_report(client, finn, settings):
    settings.USAGE_MAX_BYTES = 2 * STRANGERS_BYTES
    client.force_login(finn)
    assert send(client, "/account/", 2 * STRANGERS_BYTES).status_code == 200
    assert send(client, "/account/", 6 * STRANGERS_BYTES).status_code == 400
