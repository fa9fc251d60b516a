"""Pages of deployments. The partner alone enters them; everything else is done by either side."""

from agreements.both_sides import both_act, both_read, partner_act
from agreements.deployments import act_views, views
from agreements.registers.sides import STAFF

_ROW = "deployments/<int:deployment>/"

urlpatterns = [
    *both_read("deployments/", views.deployments),
    partner_act("deployments/new/", act_views.propose_deployment),
    *both_read(_ROW, views.deployment),
    *both_act(f"{_ROW}approve/", act_views.approve_deployment, *STAFF),
    *both_act(f"{_ROW}refuse/", act_views.refuse_deployment, *STAFF),
    *both_act(f"{_ROW}reclassify/", act_views.reclassify_deployment, *STAFF),
    *both_act(f"{_ROW}contest/", act_views.contest_deployment, *STAFF),
    *both_act(f"{_ROW}settle/", act_views.settle_contest, *STAFF),
    *both_act(f"{_ROW}end/", act_views.end_deployment, *STAFF),
]
