"""Pages of the registers. Sub-processors are the partner's to keep: staff only read them."""

from agreements.both_sides import both_act, both_read, partner_act
from agreements.registers import views
from agreements.registers.sides import STAFF

urlpatterns = [
    *both_read("registers/", views.registers),
    *both_act("registers/derivatives/new/", views.propose_derivative, *STAFF),
    *both_act("registers/derivatives/<int:derivative>/confirm/", views.confirm_derivative, *STAFF),
    *both_act("registers/derivatives/<int:derivative>/end/", views.end_derivative, *STAFF),
    partner_act("registers/sub-processors/new/", views.add_subprocessor),
    partner_act("registers/sub-processors/<int:subprocessor>/end/", views.end_subprocessor),
]
