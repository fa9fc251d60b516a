"""Teams and invitations. Each act asks again who it is, inside the door of its team."""

from django.urls import path

from portal.accounts.access import reauthenticated
from portal.partners import deputy_views, invitation_views, member_views
from portal.partners.team import of_own, of_partner, of_staff
from portal.partners.team_views import team_page

invite_person = reauthenticated(invitation_views.invite_person)
withdraw_invitation = reauthenticated(invitation_views.withdraw_invitation)
change_roles = reauthenticated(member_views.change_roles)
suspend = reauthenticated(member_views.suspend)
resume = reauthenticated(member_views.resume)
name_deputy = reauthenticated(deputy_views.name_deputy)
end_deputy = reauthenticated(deputy_views.end_deputy)

OF_A_PARTNER = "staff/partners/<slug:partner>/team/"

urlpatterns = [
    path("invitation/<str:token>/", invitation_views.invitation, name="invitation"),
    # One's own organisation
    path("team/", of_own(team_page), name="team"),
    path("team/invite/", of_own(invite_person), name="invite_person"),
    path(
        "team/invitations/<int:invitation>/withdraw/", of_own(withdraw_invitation), name="withdraw_invitation"
    ),
    path("team/<int:member>/roles/", of_own(change_roles), name="change_roles"),
    path("team/<int:member>/suspend/", of_own(suspend), name="suspend_member"),
    path("team/<int:member>/resume/", of_own(resume), name="resume_member"),
    path("team/deputies/new/", of_own(name_deputy), name="name_deputy"),
    path("team/deputies/<int:deputy>/end/", of_own(end_deputy), name="end_deputy"),
    # The staff
    path("staff/team/", of_staff(team_page), name="staff_team"),
    path("staff/team/invite/", of_staff(invite_person), name="staff_invite_person"),
    path(
        "staff/team/invitations/<int:staff_invitation>/withdraw/",
        of_staff(withdraw_invitation),
        name="staff_withdraw_invitation",
    ),
    path("staff/team/<int:person>/roles/", of_staff(change_roles), name="change_staff_roles"),
    path("staff/team/<int:person>/suspend/", of_staff(suspend), name="suspend_staff"),
    path("staff/team/<int:person>/resume/", of_staff(resume), name="resume_staff"),
    path("staff/team/deputies/new/", of_staff(name_deputy), name="staff_name_deputy"),
    path("staff/team/deputies/<int:staff_deputy>/end/", of_staff(end_deputy), name="staff_end_deputy"),
    # A partner's, as staff see it
    path(OF_A_PARTNER, of_partner(team_page), name="staff_partner_team"),
    path(f"{OF_A_PARTNER}invite/", of_partner(invite_person), name="staff_partner_invite_person"),
    path(
        f"{OF_A_PARTNER}invitations/<int:invitation>/withdraw/",
        of_partner(withdraw_invitation),
        name="staff_partner_withdraw_invitation",
    ),
    path(f"{OF_A_PARTNER}<int:member>/roles/", of_partner(change_roles), name="staff_partner_change_roles"),
    path(f"{OF_A_PARTNER}<int:member>/suspend/", of_partner(suspend), name="staff_partner_suspend_member"),
    path(f"{OF_A_PARTNER}<int:member>/resume/", of_partner(resume), name="staff_partner_resume_member"),
    path(f"{OF_A_PARTNER}deputies/new/", of_partner(name_deputy), name="staff_partner_name_deputy"),
    path(
        f"{OF_A_PARTNER}deputies/<int:deputy>/end/", of_partner(end_deputy), name="staff_partner_end_deputy"
    ),
]
