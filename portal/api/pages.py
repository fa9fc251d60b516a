"""Long lists, a page at a time: `next` and `previous` are the addresses of the pages beside."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination

LONGEST_NUMBER = 18
PER_PAGE, AT_MOST = 50, 200


class NewestFirst(CursorPagination):
    """By number, which grows: what is added meanwhile moves nothing to another page."""

    page_size, max_page_size, page_size_query_param = PER_PAGE, AT_MOST, "page_size"
    ordering = "-pk"

    def decode_cursor(self, request):
        cursor = super().decode_cursor(request)
        if cursor is not None and cursor.position is not None and not _is_number(cursor.position):
            raise NotFound(self.invalid_cursor_message)
        return cursor


def offset_in(cursor: str) -> int:
    """Where a page of a sequence begins. Raises NotFound for what is no cursor of ours."""
    if not cursor:
        return 0
    try:
        found = urlsafe_b64decode(cursor.encode("ascii")).decode("ascii")
    except ValueError:
        found = ""
    if not _is_number(found):
        raise NotFound
    return int(found)


def cursor_at(offset: int) -> str:
    return urlsafe_b64encode(str(offset).encode()).decode()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
