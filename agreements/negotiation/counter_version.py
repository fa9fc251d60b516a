"""Answer proposed terms by other ones."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agreements.access import versions_with_rules
from agreements.carry_over import carry_over
from agreements.catalogue_codes import CatalogueCodes
from agreements.check_terms import check_version
from agreements.lock_draft import lock_version
from agreements.models import Version
from agreements.negotiation.propose_version import STANDING
from agreements.negotiation.sides import side_of
from agreements.sides import other
from agreements.terms_document import version_document
from agreements.write_terms import write_terms
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def counter_version(*, version: Version, by: User) -> Version:
    """A draft of the other side that says what `version` says, for that side to change and propose.

    Http404 for outsiders, PermissionDenied without a role or for the side that proposed; ValidationError
    where it is not proposed any more or an answer is being drafted already.
    """
    party = side_of(by, version.agreement.partner)
    version = lock_version(version)
    if party == version.party:
        message = _("Your own side proposed these terms. Take them back to change them.")
        raise ValidationError(message, "own_proposal")
    if version.state not in STANDING:
        message = _("These terms are not proposed any more. Load the page again.")
        raise ValidationError(message, "not_proposed")
    begun = version.answered_by.filter(state=Version.State.DRAFT, party=party).first()
    if begun is not None:
        message = _("Your side drafts an answer already: version %(number)s. Change that one.")
        raise ValidationError(message, "begun", {"number": begun.number})
    agreement = version.agreement
    source = versions_with_rules(agreement).get(pk=version.pk)
    number = agreement.versions.aggregate(last=Max("number"))["last"] + 1
    answer = Version.objects.create(
        agreement=agreement,
        partner=version.partner,
        number=number,
        party=party,
        answers=version,
        from_date=version.from_date,
        dated_back=version.dated_back,
        prepared_by=by,
        editor_ids=[by.pk],
    )
    document = {**version_document(source), "version": number}
    write_terms(answer, check_version(agreement=agreement, version=document), CatalogueCodes())
    carry_over(source, answer)
    record_event(
        event="version.countered",
        subject=agreement.number,
        actor=by,
        partner=version.partner,
        details={"version": number, "answers": version.number, "proposed_by": other(party)},
    )
    return answer
