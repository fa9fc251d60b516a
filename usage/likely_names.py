"""Codes that an unknown name probably means."""

from difflib import get_close_matches

from agreements.models import AiModel, Alias, Application, Unit
from usage.models import Report

CATALOGUES = {"application": Application, "model": AiModel, "unit": Unit}
ALIKE = 0.75


class LikelyNames:
    """Of one report's partner; each catalogue is read once, and only if a name is asked for."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.spelled: dict[str, dict[str, str]] = {}

    def code_for(self, column: str, found: str) -> str:
        """The code whose spelling is most like what was found; empty where none is near."""
        if column not in CATALOGUES or not found:
            return ""
        if column not in self.spelled:
            self.spelled[column] = self._spellings(column)
        near = get_close_matches(_plain(found), self.spelled[column], n=1, cutoff=ALIKE)
        return self.spelled[column][near[0]] if near else ""

    def _spellings(self, column: str) -> dict[str, str]:
        """Codes, names and the partner's own names, without what people write in different ways."""
        entries = CATALOGUES[column].objects.filter(retired_at=None)
        own = Alias.objects.filter(partner=self.report.partner, kind=column)
        codes = {each.code for each in entries}
        names = {_plain(each.alias): each.code for each in own if each.code in codes}
        for each in entries:
            names |= {_plain(str(each)): each.code, _plain(each.code): each.code}
        return names


def _plain(name: str) -> str:
    return "".join(mark for mark in name.casefold() if mark.isalnum())
