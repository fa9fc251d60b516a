"""allauth's page to remove a passkey, which by itself would remove the last factor of who must have one."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


class RemovePasskey(RemoveWebAuthnView):
    def form_valid(self, form) -> HttpResponse:
        if get_adapter().can_delete_authenticator(self.get_object()):
            return super().form_valid(form)
        messages.error(
            self.request, _("You need a second factor. Add a passkey first, then this one can be removed.")
        )
        return redirect("mfa_list_webauthn")


remove_passkey = login_required(RemovePasskey.as_view())
