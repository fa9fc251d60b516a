"""allauth's form for a new passkey, in our words."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class PasskeyForm(AddWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("To tell it from your others."))
    passwordless = forms.BooleanField(
        label=_("Log in with it alone, without a password"),
        required=False,
        help_text=_("It then always asks for your fingerprint, your face or its PIN."),
    )
    field_order = ["name", "passwordless"]
