"""What the codes of a statement are called in the reader's language."""

from functools import cached_property

from agreements.models import AiModel, Application, Contribution, Unit
from portal.web.formats import country

CATALOGUES = {"application": Application, "model": AiModel, "unit": Unit}


class Names:
    """One query per catalogue, made when first asked; an unknown code is its own name."""

    @cached_property
    def _known(self) -> dict[str, dict[str, str]]:
        return {
            kind: {entry.code: str(entry) for entry in model.objects.all()}
            for kind, model in CATALOGUES.items()
        }

    def of(self, kind: str, code: str) -> str:
        """`kind`: application, model, unit, market, contribution, or anything else, shown as it is.

        A contribution is called by its code, or its kind where only that is known: the worked example's are.
        """
        if kind == "market":
            return country(code) if code else ""
        if kind == "contribution":
            return str(dict(Contribution.Kind.choices).get(code, code))
        return self._known.get(kind, {}).get(code, code)

    def named_like(self, kind: str, text: str) -> list[str]:
        """Codes whose names hold the text, whatever its case."""
        wanted = text.casefold()
        return [code for code, name in self._known[kind].items() if wanted in name.casefold()]
