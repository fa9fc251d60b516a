"""Pages of negotiation and of an agreement's end, of partners and their twins for staff."""

from django.urls import path

from agreements.audience import PARTNER, STAFF, Audience
from agreements.negotiation import act_views, decide_views, views
from agreements.term import views as term_views
from portal.accounts.access import reauthenticated, staff_page
from portal.accounts.roles import StaffRole


def _pages(audience: Audience, root: str, read: str) -> list:
    one = f"{root}agreements/<agreement_number:number>/"
    version = f"{one}versions/<int:proposal>/"
    change = f"{one}term/<int:change>/"
    reads = [
        (f"{version}{read}", views.version),
        (f"{one}signed/<int:document>/", views.signed_document),
    ]
    acts = [
        (f"{version}propose/", act_views.propose_version),
        (f"{version}take-back/", act_views.take_back_version),
        (f"{version}comment/", act_views.comment_on_version),
        (f"{version}counter/", act_views.counter_version),
        (f"{version}decline/", act_views.decline_version),
        (f"{version}signed/", act_views.attach_signed_document),
        (f"{one}terminate/", term_views.terminate_agreement),
        (f"{one}renew/", term_views.renew_agreement),
        (f"{change}set-aside/", term_views.set_aside_term_change),
    ]
    return [
        *(path(route, audience.reads(view), name=_name(audience, view)) for route, view in reads),
        *(path(route, audience.acts(view), name=_name(audience, view)) for route, view in acts),
    ]


def _name(audience: Audience, view) -> str:
    return f"{audience.prefix}{view.__name__}"


_OWN = "agreements/<agreement_number:number>/"
_STAFF = f"staff/{_OWN}"
_sure = reauthenticated

urlpatterns = [
    *_pages(PARTNER, "", ""),
    *_pages(STAFF, "staff/", "read/"),
    path(
        f"{_OWN}versions/<int:proposal>/accept/",
        PARTNER.acts(_sure(decide_views.accept_version)),
        name="accept_version",
    ),
    path(
        f"{_OWN}versions/<int:proposal>/discard/",
        PARTNER.acts(act_views.discard_own_version),
        name="discard_own_version",
    ),
    path(
        f"{_OWN}term/<int:change>/accept/",
        PARTNER.acts(_sure(term_views.accept_renewal)),
        name="accept_renewal",
    ),
    path(
        f"{_STAFF}versions/<int:version>/approve/",
        staff_page()(_sure(decide_views.approve_version)),
        name="approve_version",
    ),
    path(
        f"{_STAFF}term/<int:change>/approve/",
        STAFF.acts(_sure(term_views.approve_term_change)),
        name="approve_term_change",
    ),
    path(
        f"{_STAFF}review/",
        staff_page(StaffRole.CONTRACTS)(term_views.set_review_date),
        name="set_review_date",
    ),
]
