"""The real worker and web server that scenario tests stand on."""

import urllib.error
import urllib.request

from celery import current_app

from tests.portal_running import wait_for


def test_a_real_worker_is_on_the_tests_broker(celery_worker_running):
    replies = wait_for(lambda: current_app.control.ping(timeout=1))
    assert len(replies) == 1


def test_the_web_server_sees_what_a_test_commits(live_portal, uma):
    with urllib.request.urlopen(f"{live_portal.url}/account/login/") as page:
        assert page.status == 200
