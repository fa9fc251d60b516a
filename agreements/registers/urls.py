"""Pages of the registers. Sub-processors are the partner's to keep: staff only read them."""

from django.urls import path
from django.views.decorators.http import require_http_methods

from agreements.both_sides import ONE, PARTNER, both_act, both_read
from agreements.registers import views
from agreements.registers.sides import STAFF

_asks = require_http_methods(["GET", "HEAD", "POST"])

urlpatterns = [
    *both_read("registers/", views.registers),
    *both_act("registers/derivatives/new/", views.propose_derivative, *STAFF),
    *both_act("registers/derivatives/<int:derivative>/confirm/", views.confirm_derivative, *STAFF),
    *both_act("registers/derivatives/<int:derivative>/end/", views.end_derivative, *STAFF),
    path(
        f"{ONE}registers/sub-processors/new/",
        _asks(PARTNER.page(views.add_subprocessor)),
        name="add_subprocessor",
    ),
    path(
        f"{ONE}registers/sub-processors/<int:subprocessor>/end/",
        _asks(PARTNER.page(views.end_subprocessor)),
        name="end_subprocessor",
    ),
]
