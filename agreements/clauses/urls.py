"""The editor of clauses: of the licensor's drafts, and of a partner's."""

from agreements.both_sides import editor_act
from agreements.clauses import views

_CLAUSES = "versions/<int:version>/clauses/"

urlpatterns = [
    *editor_act(_CLAUSES, views.edit_clauses),
    *editor_act(f"{_CLAUSES}new/", views.add_clause),
    *editor_act(f"{_CLAUSES}<int:clause>/", views.edit_clause),
    *editor_act(f"{_CLAUSES}<int:clause>/remove/", views.remove_clause),
]
