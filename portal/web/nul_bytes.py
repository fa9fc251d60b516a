"""A NUL character in an address or cookie is nobody's: PostgreSQL would refuse it in every query."""

from urllib.parse import unquote

from django.core.exceptions import BadRequest


class NulBytesMiddleware:
    """Answers 400 to a path, query string or cookie with a NUL in it. Forms refuse NUL by themselves."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        address = unquote(request.META.get("QUERY_STRING", ""))
        # A quoted cookie writes NUL in octal.
        if "\x00" in request.path + address or "\\000" in request.META.get("HTTP_COOKIE", ""):
            raise BadRequest("NUL character in the address or a cookie")
        return self.get_response(request)
