"""Tokens, and programs that come with them."""

from typing import Any

from django.test import Client

from portal.accounts.models import Partner, User
from portal.api.make_token import make_token
from portal.api.scopes import Scope


def secret_of(user: User, *scopes: str, partner: Partner | None = None, name: str = "nightly upload") -> str:
    """The secret of a new token; where no scope is named, with every one."""
    return make_token(by=user, name=name, scopes=scopes or Scope.values, days=30, partner=partner)[1]


class Program:
    """Asks the API as the token's program would. A fault of ours is an answer, not an exception."""

    def __init__(self, secret: str = "", **headers: str) -> None:
        given = {"Authorization": f"Bearer {secret}"} if secret else {}
        self.client = Client(headers={**given, **headers}, raise_request_exception=False)

    def get(self, path: str, query: dict[str, Any] | None = None):
        return self.client.get(f"/api/v1/{path}", query)

    def post(self, path: str, body: Any = None, *, key: str = "", **headers: str):
        """`body` is JSON; `upload` sends files."""
        named = {"Idempotency-Key": key} if key else {}
        return self.client.post(
            f"/api/v1/{path}", {} if body is None else body, "application/json", headers={**named, **headers}
        )

    def upload(self, *, key: str = "", **fields: Any):
        named = {"Idempotency-Key": key} if key else {}
        return self.client.post("/api/v1/reports/", fields, headers=named)
