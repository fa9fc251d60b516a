"""The numbers of an account, encrypted; with a digest that holds under every key."""

import hashlib
import json
import secrets
from dataclasses import asdict

from portal.sealed import InvalidToken, open_sealed, seal
from settlements.bank_files.parties import Account


def seal_details(account: Account) -> tuple[str, str]:
    """Sealed, and the digest of what is in it. A salt within keeps the digest from being guessed at."""
    text = json.dumps({"salt": secrets.token_hex(32), **asdict(account)}, sort_keys=True)
    return seal(text), hashlib.sha256(text.encode()).hexdigest()


def open_details(sealed: str, digest: str) -> Account:
    """Raises ValueError where no key opens it, or it is not what the digest was made of."""
    try:
        text = open_sealed(sealed)
    except InvalidToken:
        raise ValueError("the details of a bank account are sealed by none of ENCRYPTION_KEY") from None
    if hashlib.sha256(text.encode()).hexdigest() != digest:
        raise ValueError("the details of a bank account were changed by hand")
    told = json.loads(text)
    del told["salt"]
    return Account(**told)
