"""Who hears of a bank account: nobody can change one unnoticed, and nobody can switch that off."""

from django.urls import reverse

from portal.accounts.access import licensor, people_with_role, staff_with_role
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.notices.notify import notify
from portal.notices.send_mail import send_mail
from portal.partners.models import Contact
from settlements.bank_accounts.models import BankAccount


def finance_contacts(owner: Partner | None) -> list[str]:
    """The partner's own addresses for finance, as they stand now."""
    if owner is None:
        return []
    rows = Contact.objects.filter(
        partner=owner, side=Contact.Side.PARTNER, topic=Contact.Topic.FINANCE
    ).order_by("pk")
    return list(dict.fromkeys(row.email.lower() for row in rows))


def tell_people(*, account: BankAccount, kind: str, by: User, before: BankAccount | None = None) -> None:
    """One mail each; `before` is the account in use: whom it names as contact is told too.

    So somebody who first puts an address of their own in the contact's place does not stay unseen.
    """
    owner = account.partner
    context = {
        "account": account,
        "owner": owner.name if owner else licensor().legal_name,
        "partner": owner,
        # A partner reads which side did it, not who of staff.
        "who": licensor().legal_name if by.is_of_staff and owner else by.name,
        "zone": licensor().time_zone,
    }
    staff = [StaffRole.FINANCE] if owner else [StaffRole.FINANCE, StaffRole.APPROVER, StaffRole.ADMINISTRATOR]
    page = (
        reverse("staff_partner_bank_accounts", args=[owner.code]) if owner else reverse("staff_bank_accounts")
    )
    notify(people=staff_with_role(*staff), kind=kind, context=context, link=page, partner=owner)
    if owner is None:
        return
    people = people_with_role(owner, PartnerRole.ADMIN, PartnerRole.FINANCE)
    link = reverse("bank_accounts")
    notify(people=people, kind=kind, context=context, link=link, partner=owner)
    known = {person.email.lower() for person in people}
    contacts = [*finance_contacts(owner), *(before.contacts if before else [])]
    for address in dict.fromkeys(contacts):
        if address not in known:
            send_mail(
                to=address, language=owner.language, kind=kind, context=context, partner=owner, link=link
            )
