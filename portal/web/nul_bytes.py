"""A NUL character in an address is nobody's: PostgreSQL would refuse it in every query."""

from urllib.parse import unquote

from django.core.exceptions import BadRequest


class NulBytesMiddleware:
    """Answers 400 to a path or query string with a NUL in it. Forms refuse NUL by themselves."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path or "\x00" in unquote(request.META.get("QUERY_STRING", "")):
            raise BadRequest("NUL character in the address")
        return self.get_response(request)
