from django.urls import path

from portal.notices import notice_views, views

urlpatterns = [
    path("notices/", notice_views.notices, name="notices"),
    path("notices/settings/", notice_views.notice_settings, name="notice_settings"),
    path("notices/read/", notice_views.read_notices, name="read_notices"),
    path("notices/<int:notice>/open/", notice_views.open_notice, name="open_notice"),
    path("demo/mail/", views.demo_mail, name="demo_mail"),
    path("demo/mail/<int:mail>/", views.read_demo_mail, name="read_demo_mail"),
]
