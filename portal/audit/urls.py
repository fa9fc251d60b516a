from django.urls import path

from portal.audit.views import audit_events

urlpatterns = [path("staff/audit/", audit_events, name="audit_events")]
