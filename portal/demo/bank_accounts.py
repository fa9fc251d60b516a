"""Where the demo's money goes: accounts of the hosts and of the licensor, as valid as they are invented."""

from portal.demo.cast import LICENSOR

# Its account waits for a second person, so that this is seen.
UNCONFIRMED = "alpenrechner"
HOSTS = {
    "rheinhost": {
        "currency": "EUR",
        "kind": "iban",
        "holder": "Rheinhost GmbH",
        "iban": "DE89370400440532013000",
    },
    "falak": {
        "currency": "USD",
        "kind": "iban",
        "holder": "Falak Cloud LLC",
        "iban": "AE070331234567890123456",
    },
    "sakura": {
        "currency": "JPY",
        "kind": "account",
        "holder": "Sakura Compute K.K.",
        "town": "Osaka",
        "street": "Kitahama 2-3-1",
        "clearing_system": "JPZGN",
        "clearing_code": "9998001",
        "number": "1234567",
        "bank_name": "Naniwa Bank",
    },
    "nusantara": {
        "currency": "USD",
        "kind": "account",
        "holder": "PT Nusantara Akal Imitasi",
        "bic": "NUSAIDJA",
        "bank_country": "ID",
        "number": "0701234567890",
        "bank_name": "Bank Nusa Raya",
    },
    "vindhya": {
        "currency": "USD",
        "kind": "account",
        "holder": "Vindhya Cloud Private Limited",
        "clearing_system": "INFSC",
        "clearing_code": "VNDH0001234",
        "number": "50100012345678",
        "bank_name": "Vindhya Gramin Bank",
    },
    "harbourline": {
        "currency": "USD",
        "kind": "account",
        "holder": "Harbourline Compute Inc.",
        "clearing_system": "USABA",
        "clearing_code": "011000015",
        "number": "000123456789",
        "bank_name": "First Harbour Bank",
    },
    "thamesgrid": {
        "currency": "GBP",
        "kind": "iban",
        "holder": "Thamesgrid Ltd",
        "iban": "GB33BUKB20201555555555",
    },
    "alpenrechner": {
        "currency": "CHF",
        "kind": "iban",
        "holder": "Alpenrechner AG",
        "iban": "CH5604835012345678009",
    },
}
OWN = {
    "EUR": "IE29AIBK93115212034017",
    "USD": "IE05AIBK93115212035128",
    "JPY": "IE78AIBK93115212036239",
    "GBP": "IE54AIBK93115212037350",
    "CHF": "IE30AIBK93115212038461",
}
HOLDER = {
    "holder": LICENSOR["legal_name"],
    **{name: LICENSOR[name] for name in ("street", "postal_code", "town", "country")},
}
