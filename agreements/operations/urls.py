"""The editor of operational terms: of the licensor's drafts, and of a partner's."""

from agreements.both_sides import editor_act
from agreements.operations import views

urlpatterns = editor_act("versions/<int:version>/operations/", views.edit_operations)
