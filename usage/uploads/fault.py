"""What the protocol does not allow."""


class Fault(Exception):
    """`status` of HTTP, `code` for programs; `detail` tells a programmer what is wrong, in English."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        self.status, self.code, self.detail = status, code, detail
        super().__init__(detail)
