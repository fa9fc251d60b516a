"""Accounts are made by invitation only, never by the public sign-up page."""

from allauth.account.adapter import DefaultAccountAdapter


class SignupAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False
