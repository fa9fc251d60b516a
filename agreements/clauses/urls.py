"""The editor of clauses, for staff. A partner's twin needs only its own door."""

from agreements.both_sides import staff_act
from agreements.clauses import views
from agreements.negotiation.who_edits import LICENSOR_EDITS

_CLAUSES = "versions/<int:version>/clauses/"

urlpatterns = [
    staff_act(_CLAUSES, views.edit_clauses, *LICENSOR_EDITS),
    staff_act(f"{_CLAUSES}new/", views.add_clause, *LICENSOR_EDITS),
    staff_act(f"{_CLAUSES}<int:clause>/", views.edit_clause, *LICENSOR_EDITS),
    staff_act(f"{_CLAUSES}<int:clause>/remove/", views.remove_clause, *LICENSOR_EDITS),
]
