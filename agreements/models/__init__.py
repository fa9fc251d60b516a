from agreements.models.agreement import Agreement
from agreements.models.catalogue import AiModel, Alias, Application, Market, Unit
from agreements.models.clauses import Clause
from agreements.models.grants import Contribution, ExclusivityGrant
from agreements.models.negotiation import TermsComment, VersionChange
from agreements.models.rules import RateRule, Tier
from agreements.models.terms import Version

__all__ = [
    "Agreement",
    "AiModel",
    "Alias",
    "Application",
    "Clause",
    "Contribution",
    "ExclusivityGrant",
    "Market",
    "RateRule",
    "TermsComment",
    "Tier",
    "Unit",
    "Version",
    "VersionChange",
]
