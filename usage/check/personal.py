"""What looks like personal data in a reference: an e-mail address, a phone number, an IP address.

A bare number is no phone number (pseudonyms often are numbers) unless it begins as dialled: +, 00 or 0. One
stands alone, or in quotes or brackets as JSON has it, or after a word for telephone.
Patterns are RE2, which DuckDB speaks, and mean the same to Python's re.
"""

_AT = r"(?:@|＠|\\u0040|%40)"
_BEGIN = r"""(?:^|["'\[{<(]\s*|(?:[Tt]el|[Pp]hone|[Mm]obile?|[Ff]ax|[Cc]all)[A-Za-z]{0,9}["']?\s*[:=]\s*)"""
_END = r"""(?:\s*["'\]}>),;]|$)"""
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_IPV4 = rf"(?:^|[^0-9.])(?:{_OCTET}\.){{3}}{_OCTET}(?:$|[^0-9.])"
_IPV6 = (
    rf"{_BEGIN}\[?(?:(?:[0-9A-Fa-f]{{1,4}}:){{3,7}}[0-9A-Fa-f]{{1,4}}|[0-9A-Fa-f:]*::[0-9A-Fa-f:.]*\]?{_END})"
)
_ABROAD = r"(?:^|[^0-9A-Za-z])\+[1-9](?:[ ./()-]{0,3}[0-9]){6,14}(?:[^0-9]|$)"
_DIALLED = rf"{_BEGIN}00[1-9](?:[ ./()-]{{0,3}}[0-9]){{6,14}}{_END}"
_NATIONAL = rf"{_BEGIN}\(?0[1-9][0-9]{{0,4}}\)?(?:[ ./-]{{0,2}}[0-9]{{2,4}}){{2,4}}{_END}"
_GROUPED = rf"{_BEGIN}\(?[2-9][0-9]{{2}}\)?[ .-][0-9]{{3}}[ .-][0-9]{{4}}{_END}"

EMAIL = rf"[^@\s]+{_AT}[^@\s]+\.[^@\s.]{{2,}}"
PERSONAL = "|".join(f"(?:{each})" for each in (EMAIL, _IPV4, _IPV6, _ABROAD, _DIALLED, _NATIONAL, _GROUPED))

POSSIBLE = "NOT regexp_full_match({cell}, '[A-Za-z][0-9A-Za-z_-]*')"
"""SQL: false for most pseudonyms at little cost; nothing that is a word alone matches a pattern above."""
