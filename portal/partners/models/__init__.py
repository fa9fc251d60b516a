"""Rows of this app."""

from portal.partners.models.invitation import Invitation

__all__ = ["Invitation"]
