"""Pages of this app."""

from portal.partners import people_urls

urlpatterns = [*people_urls.urlpatterns]
