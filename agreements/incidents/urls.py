"""Pages of incidents, for both parties."""

from agreements.both_sides import both_act, both_read
from agreements.incidents import views
from agreements.incidents.sides import STAFF

_ONE = "incidents/<str:incident>/"

urlpatterns = [
    *both_read("incidents/", views.incidents),
    *both_act("incidents/new/", views.report_incident, *STAFF),
    *both_read(_ONE, views.incident),
    *both_read(f"{_ONE}files/<int:note>/", views.incident_file),
    *both_act(f"{_ONE}reply/", views.reply_to_incident, *STAFF),
    *both_act(f"{_ONE}contain/", views.contain_incident, *STAFF),
    *both_act(f"{_ONE}close/", views.close_incident, *STAFF),
]
