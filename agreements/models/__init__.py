from agreements.models.agreement import Agreement
from agreements.models.agreement_template import AgreementTemplate
from agreements.models.catalogue import AiModel, Alias, Application, Market, Unit
from agreements.models.clauses import Clause
from agreements.models.contributions import Contribution, ContributionChange, ContributionFile, TariffRow
from agreements.models.deployments import Classification, Deployment, DeploymentChange
from agreements.models.eligibility import MarketLicence
from agreements.models.goals import GoalChange, JointGoal
from agreements.models.grants import ExclusivityGrant
from agreements.models.incidents import Incident, IncidentChange, IncidentMessage
from agreements.models.negotiation import SignedDocument, TermsComment, VersionChange
from agreements.models.obligations import Obligation, ObligationDue, ObligationOwner
from agreements.models.operations import OperationalTerms
from agreements.models.registers import Derivative, Subprocessor
from agreements.models.rules import RateRule, Tier
from agreements.models.term import RenewalNotice, TermChange
from agreements.models.terms import Version

__all__ = [
    "Agreement",
    "AgreementTemplate",
    "AiModel",
    "Alias",
    "Application",
    "Classification",
    "Clause",
    "Contribution",
    "ContributionChange",
    "ContributionFile",
    "Deployment",
    "DeploymentChange",
    "Derivative",
    "ExclusivityGrant",
    "GoalChange",
    "Incident",
    "IncidentChange",
    "IncidentMessage",
    "JointGoal",
    "Market",
    "MarketLicence",
    "Obligation",
    "ObligationDue",
    "ObligationOwner",
    "OperationalTerms",
    "RateRule",
    "RenewalNotice",
    "SignedDocument",
    "Subprocessor",
    "TariffRow",
    "TermChange",
    "TermsComment",
    "Tier",
    "Unit",
    "Version",
    "VersionChange",
]
