from django.urls import path

from portal.partners.viewing import views

urlpatterns = [
    path("staff/partners/<slug:partner>/view-as/", views.view_as_partner, name="view_as_partner"),
    path("staff/stop-viewing/", views.stop_viewing, name="stop_viewing"),
]
