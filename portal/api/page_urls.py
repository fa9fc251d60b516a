"""Pages for people: tokens. Making and revoking them asks again who it is.

They stand outside of /account/, which is open before there is a second factor.
"""

from django.urls import path

from portal.accounts.access import reauthenticated
from portal.api import token_views
from portal.api.token_pages import ORGANISATION, OWN

make_token = reauthenticated(token_views.make_token)
revoke_token = reauthenticated(token_views.revoke_token)


def pages_of(folder: str, pages) -> list:
    return [
        path(folder, pages.page(token_views.tokens), name=pages.listed),
        path(f"{folder}new/", pages.page(make_token), name=pages.make),
        path(f"{folder}<int:token_id>/revoke/", pages.page(revoke_token), name=pages.revoke),
    ]


urlpatterns = [*pages_of("tokens/", OWN), *pages_of("organisation/tokens/", ORGANISATION)]
