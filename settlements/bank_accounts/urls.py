"""Bank accounts: one's own organisation's, each partner's for staff, and the licensor's."""

from django.urls import path

from portal.accounts.access import reauthenticated
from portal.accounts.roles import StaffRole
from settlements.bank_accounts import act_views as acts
from settlements.bank_accounts import views
from settlements.bank_accounts.access import OWN_READERS, READERS
from settlements.bank_accounts.owner_pages import of_licensor, of_own, of_partner
from settlements.bank_accounts.why_not import deciders, enders, proposers

OWN, THEIRS, OURS = (
    "organisation/bank-accounts/",
    "staff/partners/<slug:partner>/bank-accounts/",
    "staff/bank-accounts/",
)
FINANCE = StaffRole.FINANCE
# Sending, confirming and ending ask again who it is.
ENTERING = (
    ("new/", views.propose_account, "propose_account"),
    ("send/", reauthenticated(views.send_account), "send_account"),
)
DECIDING = (
    ("confirm/", reauthenticated(acts.confirm_account), "confirm_account"),
    ("refuse/", acts.refuse_account, "refuse_account"),
)
WITHDRAW = ("withdraw/", acts.withdraw_account, "withdraw_account")
END = ("end/", reauthenticated(acts.end_account), "end_account")

urlpatterns = [
    path(OWN, of_own(views.bank_accounts), name="bank_accounts"),
    *(path(OWN + route, of_own(view), name=name) for route, view, name in ENTERING),
    *(
        path(f"{OWN}<int:account_id>/{route}", of_own(view), name=name)
        for route, view, name in (*DECIDING, WITHDRAW, END)
    ),
    path(THEIRS, of_partner(views.bank_accounts, *READERS), name="staff_partner_bank_accounts"),
    *(
        path(f"{THEIRS}<int:account_id>/{route}", of_partner(view, FINANCE), name=f"staff_partner_{name}")
        for route, view, name in (*DECIDING, END)
    ),
    path(OURS, of_licensor(views.bank_accounts, *OWN_READERS), name="staff_bank_accounts"),
    *(
        path(OURS + route, of_licensor(view, *proposers(None)), name=f"staff_{name}")
        for route, view, name in ENTERING
    ),
    *(
        path(f"{OURS}<int:licensor_account>/{route}", of_licensor(view, *roles), name=f"staff_{name}")
        for (route, view, name), roles in (
            *((each, deciders(None)) for each in DECIDING),
            (WITHDRAW, proposers(None)),
            (END, enders(None)),
        )
    ),
]
