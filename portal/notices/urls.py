from django.urls import path

from portal.notices import views

urlpatterns = [
    path("demo/mail/", views.demo_mail, name="demo_mail"),
    path("demo/mail/<int:mail>/", views.read_demo_mail, name="read_demo_mail"),
]
