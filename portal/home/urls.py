from django.urls import path

from portal.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("staff/", views.staff_home, name="staff_home"),
    path("elements/", views.elements, name="elements"),
]
