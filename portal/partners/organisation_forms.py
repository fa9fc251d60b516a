"""What is asked about organisations."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from portal.partners.countries import country_choices
from portal.partners.models import Contact, TaxProfile
from portal.partners.tax_numbers import LONGEST, tax_id_of, vat_id_of
from portal.refused import Refused


def _languages() -> list[tuple[str, str]]:
    return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


def _text(label, most: int, autocomplete: str = "", **more) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": autocomplete} if autocomplete else {})
    return forms.CharField(label=label, max_length=most, widget=widget, **more)


class OrganisationForm(forms.Form):
    name = _text(_("Name"), 100, help_text=_("Short, as lists and pages show it."))
    legal_name = _text(
        _("Legal name"), 200, "organization", help_text=_("As registered; documents are addressed to it.")
    )
    street = _text(_("Street and number"), 200, "street-address", required=False)
    postal_code = _text(_("Postal code"), 20, "postal-code", required=False)
    town = _text(_("Town"), 100, "address-level2")
    region = _text(_("State, province or region"), 100, "address-level1", required=False)
    country = forms.ChoiceField(label=_("Country"), choices=country_choices)
    language = forms.ChoiceField(
        label=_("Language of documents"),
        choices=_languages,
        help_text=_("Of statements, and of e-mails to people who chose no language."),
    )

    def __init__(self, *args, partner: Partner, with_name: bool, **kwargs) -> None:
        kwargs["initial"] = {name: getattr(partner, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        if not with_name:
            del self.fields["name"]


class RegisterForm(OrganisationForm):
    code = _text(
        _("Code"),
        40,
        help_text=_(
            "Small letters, digits and hyphens. It names the partner in addresses and exports for good."
        ),
    )
    field_order = ["name", "code", "legal_name"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, partner=Partner(), with_name=True, **kwargs)


class TaxForm(forms.Form):
    residency = forms.ChoiceField(label=_("Country of tax residence"), choices=country_choices)
    tax_id = _text(
        _("Tax number"),
        LONGEST,
        required=False,
        help_text=_("Checked where the country's rules are known, kept as given elsewhere."),
    )
    vat_id = _text(_("VAT number"), LONGEST, required=False)
    certificate = forms.FileField(
        label=_("Certificate of residence"),
        required=False,
        help_text=_("PDF, PNG or JPG, up to 20 MB. A new file takes the place of the one before."),
    )
    certificate_expires_date = forms.DateField(
        label=_("Certificate is valid until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    remove_certificate = forms.BooleanField(
        label=_("Take the certificate away"),
        required=False,
        help_text=_("The audit trail keeps that it was there."),
    )

    def __init__(self, *args, profile: TaxProfile, **kwargs) -> None:
        names = ("residency", "tax_id", "vat_id", "certificate_expires_date")
        kwargs["initial"] = {name: getattr(profile, name) for name in names}
        kwargs["initial"]["residency"] = profile.residency or profile.partner.country
        super().__init__(*args, **kwargs)
        if profile.certificate is None:
            del self.fields["remove_certificate"]

    def clean(self):
        """The numbers' faults stand at their fields; the act checks them again."""
        cleaned = super().clean()
        for name, check in (("tax_id", tax_id_of), ("vat_id", vat_id_of)):
            try:
                check(cleaned.get(name, ""), cleaned.get("residency", ""))
            except Refused as refusal:
                self.add_error(name, refusal.sentence)
        return cleaned


class ContactForm(forms.Form):
    side = forms.ChoiceField(label=_("Whose contact"), choices=Contact.Side, widget=forms.RadioSelect)
    topic = forms.ChoiceField(label=_("For"), choices=Contact.Topic)
    name = _text(_("Name"), 200)
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr"}),
    )

    def __init__(self, *args, contact: Contact | None = None, ask_side: bool = False, **kwargs) -> None:
        if contact:
            kwargs["initial"] = {name: getattr(contact, name) for name in ("topic", "name", "email", "phone")}
        super().__init__(*args, **kwargs)
        if not ask_side:
            del self.fields["side"]


class SecondFactorForm(forms.Form):
    required = forms.BooleanField(
        label=_("Everybody of this organisation needs a second factor"), required=False
    )
