"""Questions and disputes: pages of partners, their twins for staff, and what only one side does."""

from django.urls import path

from portal.accounts.access import reauthenticated
from settlements.disputes import (
    accept_views,
    clock_views,
    day_off_views,
    decision_views,
    dispute_views,
    figures_views,
    open_views,
    proposal_views,
    question_views,
    views,
)
from settlements.disputes.audience import PARTNER, STAFF, Audience
from settlements.disputes.sandbox.views import recompute_dispute


def _pages(audience: Audience, root: str) -> list:
    dispute, question = f"{root}disputes/<str:dispute>/", f"{root}questions/<int:question>/"
    statement = f"{root}statements/<str:statement>/"
    line = f"{statement}lines/<int:position>/"
    reads = [
        (f"{root}disputes/", views.disputes),
        (f"{root}disputes/figures/", figures_views.dispute_figures),
        (f"{root}questions/", views.questions),
        (dispute, views.dispute),
        (question, views.question),
        (f"{dispute}files/<int:message>/", views.dispute_file),
        (f"{question}files/<int:answer>/", views.question_file),
    ]
    acts = [
        (f"{line}ask/", question_views.ask_about_line),
        (f"{line}dispute/", open_views.dispute_line),
        (f"{statement}ask/", question_views.ask_about_statement),
        (
            f"{root}reports/reconciliation/<str:number>/<str:label>/ask/",
            question_views.ask_about_figures,
        ),
        (f"{statement}dispute/", open_views.dispute_statement),
        (f"{dispute}reply/", dispute_views.reply_to_dispute),
        (f"{dispute}acknowledge/", clock_views.acknowledge_dispute),
        (f"{dispute}escalate/", clock_views.escalate_dispute),
        (f"{dispute}withdraw/", dispute_views.withdraw_dispute),
        (f"{question}reply/", question_views.reply_to_question),
        (f"{question}close/", question_views.close_question),
    ]
    return [
        *(path(route, audience.reads(view), name=_name(audience, view)) for route, view in reads),
        *(path(route, audience.acts(view), name=_name(audience, view)) for route, view in acts),
    ]


def _name(audience: Audience, view) -> str:
    return f"{audience.prefix}{view.__name__}"


ACCEPT, REFUSE = dispute_views.accept_outcome, dispute_views.refuse_outcome

OF_STAFF = {
    "propose": proposal_views.propose_outcome,
    "ask-information": clock_views.ask_information,
    "assign": clock_views.assign_dispute,
    "record-decision": decision_views.record_decision,
    "drop-decision": decision_views.drop_decision,
}
DAYS_OFF = "staff/disputes/days-off/"
CONFIRM = decision_views.confirm_decision

urlpatterns = [
    path(DAYS_OFF, day_off_views.days_off, name="days_off"),
    path(f"{DAYS_OFF}new/", day_off_views.add_day_off, name="add_day_off"),
    path(f"{DAYS_OFF}<int:day_off>/remove/", day_off_views.remove_day_off, name="remove_day_off"),
    path("staff/disputes/workload/", STAFF.reads(figures_views.dispute_workload), name="dispute_workload"),
    *_pages(PARTNER, ""),
    *_pages(STAFF, "staff/"),
    path(
        "statements/<str:statement>/accept/",
        PARTNER.acts(reauthenticated(accept_views.accept_statement)),
        name="accept_statement",
    ),
    path("disputes/<str:dispute>/accept/", PARTNER.acts(reauthenticated(ACCEPT)), name="accept_outcome"),
    path("disputes/<str:dispute>/refuse/", PARTNER.acts(REFUSE), name="refuse_outcome"),
    path(
        "disputes/<str:dispute>/give-information/",
        PARTNER.acts(clock_views.give_information),
        name="give_information",
    ),
    path(
        "staff/disputes/<str:dispute>/confirm-decision/",
        STAFF.acts(reauthenticated(CONFIRM)),
        name="confirm_decision",
    ),
    *(
        path(f"staff/disputes/<str:dispute>/{act}/", STAFF.acts(view), name=view.__name__)
        for act, view in OF_STAFF.items()
    ),
    path(
        "staff/disputes/<str:dispute>/recompute/",
        STAFF.acts(recompute_dispute),
        name="recompute_dispute",
    ),
]
