"""What is asked about people."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from portal.accounts.deputies import licensor_today
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole
from portal.partners.people_access import active_people, roles_held
from portal.partners.people_rules import roles_of_kind
from portal.partners.role_words import role_choices

ONE_DAY = forms.DateInput(attrs={"type": "date"})


def _languages() -> list[tuple[str, str]]:
    return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A person may hold several; none includes another. Everybody in the team may read."),
    )

    def __init__(self, *args, partner: Partner | None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = role_choices(roles_of_kind(partner))


class InviteForm(RolesForm):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The invitation can be used with this address only."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=_languages, help_text=_("Of the invitation and, at first, of the pages.")
    )
    field_order = ["email", "roles", "language"]


class DeputyForm(forms.Form):
    principal = forms.ModelChoiceField(User.objects.none(), label=_("Whose role"))
    role = forms.ChoiceField(label=_("Role"))
    deputy = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Deputy"),
        help_text=_("Acts in this role besides the person whose role it is."),
    )
    from_date = forms.DateField(label=_("First day"), widget=ONE_DAY)
    last_date = forms.DateField(label=_("Last day"), widget=ONE_DAY)

    def __init__(self, *args, by: User, decides: bool, partner: Partner | None, **kwargs) -> None:
        """Who decides names anybody's deputy, others only their own."""
        super().__init__(*args, **kwargs)
        people = active_people(by, partner)
        self.fields["deputy"].queryset = people.exclude(pk=by.pk)
        if decides:
            self.fields["principal"].queryset = people
        else:
            del self.fields["principal"]
        held = roles_held(people if decides else people.filter(pk=by.pk), partner)
        kind = roles_of_kind(partner)
        # Everybody in a team reads: for that nobody needs a deputy.
        offered = [(role.value, role.label) for role in kind if role in held - {PartnerRole.VIEWER}]
        self.fields["role"].choices = [("", "---------"), *offered]
        self.fields["from_date"].initial = licensor_today()
