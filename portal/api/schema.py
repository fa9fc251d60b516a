"""The API in OpenAPI 3.1, made from the views themselves."""

from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator

from portal.api.once import HEADER, LONGEST
from portal.api.problem import MEDIA_TYPE, TITLES

READING = ("400", "401", "403", "404", "422", "429")
WRITING = ("409", "413", "415")


def schema() -> dict[str, Any]:
    """The document, its sentences in the reader's language. It holds nothing of anybody."""
    return _schema_in(get_language() or "en")


@lru_cache(maxsize=16)
def _schema_in(language: str) -> dict[str, Any]:
    with override(language):
        return SchemaGenerator().get_schema(request=None, public=True)


def with_what_all_share(result: dict[str, Any], generator, request, public: bool) -> dict[str, Any]:
    """Problems and, for each POST, the key: said once here, not at every view."""
    parts = result["components"]
    parts["schemas"]["Problem"] = _problem()
    parts["responses"] = {code: _problem_response(str(TITLES[int(code)])) for code in READING + WRITING}
    parts["parameters"] = {"IdempotencyKey": _key()}
    result["servers"] = [{"url": "/"}]
    for methods in result["paths"].values():
        for method, operation in methods.items():
            writes = method == "post"
            for code in READING + (WRITING if writes else ()):
                operation["responses"].setdefault(code, {"$ref": f"#/components/responses/{code}"})
            if writes:
                named = {"$ref": "#/components/parameters/IdempotencyKey"}
                operation.setdefault("parameters", []).append(named)
    return result


def _problem_response(title: str) -> dict[str, Any]:
    shape = {"$ref": "#/components/schemas/Problem"}
    return {"description": title, "content": {MEDIA_TYPE: {"schema": shape}}}


def _problem() -> dict[str, Any]:
    text = {"type": "string"}
    fault = {"type": "object", "properties": {"field": text, "code": text, "detail": text}}
    return {
        "type": "object",
        "description": _("What went wrong (RFC 9457): code for programs, detail for people."),
        "required": ["type", "title", "status", "code", "detail"],
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "code": text,
            "detail": text,
            "errors": {"type": "array", "items": fault},
        },
    }


def _key() -> dict[str, Any]:
    return {
        "name": HEADER,
        "in": "header",
        "description": _(
            "A name of your own for this request, such as a UUID. Sent again with the same key within two "
            "days, the request is answered as the first time and done once only."
        ),
        "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": "^[!-~]+$"},
    }
