"""How allauth works here: accounts by invitation only, its mails in our words and our frame."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.utils import translation

from portal.notices.send_mail import known_language, send_mail
from portal.partners.invited import invitation_in_session
from portal.partners.people_of_address import person_of

# What holds a code or a link that lets in is wiped once sent.
SECRET_KINDS = ("email_confirmation", "email_confirmation_signup", "login_code", "password_reset_key")
SECRET_KINDS += ("password_reset_code",)
GIVEN = ("code", "from_email", "to_email", "deleted_email", "timestamp", "ip", "user_agent")


class SignupAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        """Only to who came through an invitation that is still good and has no account yet."""
        invitation = invitation_in_session(request)
        return invitation is not None and person_of(invitation.email) is None

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """From templates/notices/account/, in the language of who gets it."""
        name = template_prefix.rsplit("/", 1)[-1]
        person = person_of(email)
        with transaction.atomic():
            send_mail(
                to=email,
                language=known_language(person.language if person else "", translation.get_language() or ""),
                kind=f"account/{name}",
                context={
                    "email": email,
                    "person": person,
                    **{key: context[key] for key in GIVEN if key in context},
                },
                link=context.get("password_reset_url", ""),
                secret=name in SECRET_KINDS,
            )
