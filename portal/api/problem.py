"""What went wrong, as `application/problem+json` (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions

from portal.refused import Refused

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: gettext_lazy("The request could not be read"),
    401: gettext_lazy("A token is needed"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("There is nothing here"),
    405: gettext_lazy("This cannot be done here"),
    409: gettext_lazy("Another request is in the way"),
    413: gettext_lazy("Too large"),
    415: gettext_lazy("Another kind of content is wanted"),
    422: gettext_lazy("It was not done"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("The fault is ours"),
}
CODES = {
    400: "bad_request",
    401: "not_authenticated",
    403: "permission_denied",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    500: "own_fault",
}
# Everything else that an act refuses is 422.
REFUSED = {
    "file_too_large": 413,
    "too_large": 413,
    "idempotency_in_progress": 409,
    "bad_idempotency_key": 400,
}


def problem(*, status: int, code: str = "", detail: str = "", **more: Any) -> HttpResponse:
    """`code` for machines; `detail` for the person, in the language asked for. `more`: further members."""
    title = _title(status)
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "code": code or CODES.get(status, "refused"),
        "detail": detail or title,
        **more,
    }
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)


def _title(status: int) -> str:
    if status in TITLES:
        return str(TITLES[status])
    if status in set(HTTPStatus):
        return HTTPStatus(status).phrase
    return str(TITLES[status // 100 * 100])  # a protocol's own, such as tus' 460


def problem_of(fault: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """The answer to what a view raised; None for a fault of ours. REST framework calls it."""
    if isinstance(fault, Refused):
        return problem(status=REFUSED.get(fault.code, 422), code=fault.code, detail=fault.sentence)
    if isinstance(fault, RequestDataTooBig):
        return problem(status=413, detail=_("The request brings more bytes than are taken."))
    if isinstance(fault, SuspiciousOperation):
        return problem(status=400)
    if isinstance(fault, Http404):
        return problem(status=404)
    if isinstance(fault, PermissionDenied):
        return problem(status=403, detail=str(fault))
    if isinstance(fault, exceptions.ValidationError):
        detail = _("Some members are missing or wrong: see “errors”.")
        return problem(
            status=422, code="invalid", detail=detail, errors=list(_errors(fault.get_full_details()))
        )
    if isinstance(fault, exceptions.APIException):
        return _of_framework(fault)
    return None


def _of_framework(fault: exceptions.APIException) -> HttpResponse:
    code = str(fault.get_codes()) if isinstance(fault.detail, str) else ""
    answer = problem(status=fault.status_code, code=code, detail=str(fault.detail))
    if header := getattr(fault, "auth_header", ""):
        answer["WWW-Authenticate"] = header
    if wait := getattr(fault, "wait", None):
        answer["Retry-After"] = str(int(wait))
    return answer


def _errors(details: Any, field: str = ""):
    """Field, code and sentence of each fault, however deep."""
    if isinstance(details, dict) and set(details) == {"message", "code"}:
        yield {"field": field, "code": str(details["code"]), "detail": str(details["message"])}
    elif isinstance(details, dict):
        for name, inner in details.items():
            yield from _errors(inner, f"{field}.{name}" if field else str(name))
    else:
        for inner in details:
            yield from _errors(inner, field)
