"""What looks like personal data in a pseudonym: an e-mail address, a phone number, an IP address.

A bare number is no phone number (pseudonyms often are numbers) unless it begins as dialled: +, 00 or 0.
Patterns are RE2, which DuckDB speaks, and mean the same to Python's re.
"""

_EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}"
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_IPV4 = rf"(?:^|[^0-9.])(?:{_OCTET}\.){{3}}{_OCTET}(?:$|[^0-9.])"
_IPV6 = r"^\[?(?:[0-9A-Fa-f]{1,4}:){3,7}[0-9A-Fa-f]{1,4}|^\[?[0-9A-Fa-f:]*::[0-9A-Fa-f:.]*\]?$"
_DIALLED = r"^(?:\+|00)[1-9](?:[ ./()-]{0,3}[0-9]){6,14}$"
_NATIONAL = r"^\(?0[1-9][0-9]{0,4}\)?(?:[ ./-]{0,2}[0-9]{2,4}){2,4}$"
_GROUPED = r"^\(?[2-9][0-9]{2}\)?[ .-][0-9]{3}[ .-][0-9]{4}$"

PERSONAL = "|".join(f"(?:{each})" for each in (_EMAIL, _IPV4, _IPV6, _DIALLED, _NATIONAL, _GROUPED))

POSSIBLE = "({cell} < ':' OR contains({cell}, '@') OR contains({cell}, '.') OR contains({cell}, ':'))"
"""SQL: false for most pseudonyms at little cost; every pattern above needs one of these marks, or a digit or
another mark that sorts before the colon at its start."""
