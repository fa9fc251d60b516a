"""Rows of this app."""

from portal.partners.models.invitation import Invitation
from portal.partners.models.organisation import Contact, TaxProfile

__all__ = ["Contact", "Invitation", "TaxProfile"]
