from agreements.models.agreement import Agreement
from agreements.models.catalogue import AiModel, Alias, Application, Market, Unit
from agreements.models.terms import Contribution, ExclusivityGrant, RateRule, Tier, Version

__all__ = [
    "Agreement",
    "AiModel",
    "Alias",
    "Application",
    "Contribution",
    "ExclusivityGrant",
    "Market",
    "RateRule",
    "Tier",
    "Unit",
    "Version",
]
