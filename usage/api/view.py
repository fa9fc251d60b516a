"""What the API's addresses about reports have in common."""

from portal.api.scopes import Scope
from portal.api.view import ApiView


class ReportsView(ApiView):
    read_scope, write_scope = Scope.REPORTS_READ, Scope.REPORTS_WRITE
