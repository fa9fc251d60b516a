"""Whose money it is: a name, a structured address, an account. A text is empty where there is none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    street: str
    building: str
    post_code: str
    town: str
    country: str
    """ISO 3166-1, two letters."""


@dataclass(frozen=True, slots=True)
class Account:
    """An IBAN, or a number with the code by which clearing knows its bank (USABA and the routing number)."""

    iban: str
    bic: str
    number: str
    clearing_system: str
    """ISO 20022 external code: USABA, GBDSC, INFSC, JPZGN …"""
    clearing_code: str
    bank_country: str


@dataclass(frozen=True, slots=True)
class Party:
    name: str
    address: Address
    account: Account
