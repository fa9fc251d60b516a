"""Everything people are told of stands in a group by which they choose how."""

from collections import Counter
from pathlib import Path

from portal.notices.forms import SAYS
from portal.notices.kinds import ALWAYS_AT_ONCE, BY_MAIL_ONLY, KINDS, Group

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "notices"
GROUPED = Counter(kind for kinds in KINDS.values() for kind in kinds)


def test_every_template_stands_in_one_group():
    kinds = {path.stem for path in FOLDER.glob("*.txt")} - BY_MAIL_ONLY
    assert len(kinds) > 60
    assert sorted(kinds - GROUPED.keys()) == [], "add it to a group in portal/notices/kinds.py"
    assert sorted(GROUPED.keys() - kinds) == [], "there is no such template"
    assert [kind for kind, times in GROUPED.items() if times > 1] == []


def test_every_group_is_explained():
    assert set(KINDS) == set(Group) == set(SAYS) | set(ALWAYS_AT_ONCE)


def test_nobody_can_switch_off_what_tells_of_bank_accounts():
    told = {path.stem for path in FOLDER.glob("bank_account_*.txt")}
    assert len(told) > 3
    assert told <= {kind for group in ALWAYS_AT_ONCE for kind in KINDS[group]}
