"""What comes next of a version, and whose turn it is, in a sentence."""

from django.utils.translation import gettext as _

from agreements.models import Version
from agreements.negotiation.who_edits import of_licensor


def next_step(version: Version) -> str:
    """For readers of either side; empty for what is over."""
    partner = {"partner": version.agreement.partner.name}
    if version.state == Version.State.DRAFT:
        if of_licensor(version):
            return _("The licensor's contracts people write it, then propose it to %(partner)s.") % partner
        return _("A signatory or administrator of %(partner)s writes it, then proposes it.") % partner
    if version.state == Version.State.PROPOSED:
        if of_licensor(version):
            return (
                _(
                    "%(partner)s reads it, comments, or answers it. A second person of the licensor approves "
                    "it; then a signatory of %(partner)s accepts it."
                )
                % partner
            )
        return (
            _(
                "The licensor reads it, comments, or answers it. Once somebody of the licensor approves it, "
                "a signatory of %(partner)s accepts it."
            )
            % partner
        )
    if version.state == Version.State.APPROVED:
        return _("The licensor stands by it. A signatory of %(partner)s accepts or declines it.") % partner
    return ""
