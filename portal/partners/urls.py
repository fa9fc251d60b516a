"""Pages of this app."""

from portal.partners import organisation_urls, people_urls

urlpatterns = [*people_urls.urlpatterns, *organisation_urls.urlpatterns]
