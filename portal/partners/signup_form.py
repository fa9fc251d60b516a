"""Signing up: the address is the invitation's, the account and what it was invited for are made together."""

from allauth.account.forms import SignupForm
from allauth.core import context
from django import forms
from django.db import transaction
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.partners.accept_invitation import accept_invitation
from portal.partners.invited import INVITATION_IN_SESSION, invitation_in_session
from portal.partners.people_rules import lock_team
from portal.refused import Refused
from portal.web.plain_text import plain_text


class InvitedSignupForm(SignupForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("As your colleagues will see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["email", "name", "password1", "password2"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation_in_session(context.request)
        address = self.fields["email"]
        address.label, address.disabled = _("E-mail address"), True
        address.initial = self.initial["email"] = self.invitation.email if self.invitation else ""
        address.help_text = _("The invitation is for this address.")
        self.fields["password1"].label = _("Password")
        self.fields["password2"].label = _("Password, once more")

    def clean_name(self) -> str:
        try:
            return plain_text(name=self.cleaned_data["name"])["name"]
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from None

    def try_save(self, request):
        """The account, or the way to the page that says why there is none."""
        try:
            with transaction.atomic():
                # Of two who come with the same invitation, the second waits here and is told.
                lock_team(self.invitation.partner)
                self.invitation.refresh_from_db()
                if not self.invitation.is_live or self.account_already_exists:
                    raise Refused("not_valid", "")
                user, response = super().try_save(request)
                accept_invitation(invitation=self.invitation, user=user)
        except Refused:
            return None, render(request, "partners/invitation_gone.html", status=410)
        request.session.pop(INVITATION_IN_SESSION, None)
        return user, response

    def custom_signup(self, request, user: User) -> None:
        user.name, user.language = self.cleaned_data["name"], self.invitation.language
        user.save(update_fields=["name", "language"])
