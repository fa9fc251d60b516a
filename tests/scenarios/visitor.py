"""A person at a browser, as far as HTTP goes: cookies, forms with their tokens, files, redirects."""

import re
import uuid
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.codes import code_now
from tests.factories.accounts import PASSWORD, SECRET

AGAIN = "/account/reauthenticate/"
Fields = dict[str, str | list[str]]


class Page:
    def __init__(self, status: int, url: str, body: bytes) -> None:
        self.status, self.url, self.body = status, url, body

    @property
    def text(self) -> str:
        return self.body.decode()


class Visitor:
    """`Visitor("http://localhost:1234", "uma@hosta.example")` is logged in."""

    patience = 60  # seconds that a page may take

    def __init__(self, base: str, email: str) -> None:
        self.base = base
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))
        page = self.get("/account/login/")
        page = self.post("/account/login/", {"login": email, "password": PASSWORD}, on=page)
        if page.url.endswith("/2fa/authenticate/"):
            page = self.post(page.url, {"code": code_now(SECRET)}, on=page)
        assert page.status == 200, page.text
        assert not re.search("/(login|authenticate)/", page.url), page.text

    def get(self, path: str) -> Page:
        return self.send(Request(self.address(path)))

    def post(self, path: str, fields: Fields, *, files=None, on: Page | None = None) -> Page:
        """Send a form as the page `on` (default: that at `path`) would; files: name → (file name, bytes)."""
        shown = on or self.get(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown.text)
        assert token, f"{path} shows no form"
        fields = {"csrfmiddlewaretoken": token[1], **fields}
        if files is None:
            body, kind = urlencode(fields, doseq=True).encode(), "application/x-www-form-urlencoded"
        else:
            body, kind = multipart(fields, files)
        headers = {"Content-Type": kind, "Referer": self.address(path)}
        answer = self.send(Request(self.address(path), data=body, headers=headers))
        return self.say_again_who_it_is(answer) if AGAIN in answer.url and AGAIN not in path else answer

    def say_again_who_it_is(self, asked: Page) -> Page:
        """The password once more; then what was asked for goes on."""
        [following] = parse_qs(urlsplit(asked.url).query)["next"]
        return self.post(AGAIN, {"password": PASSWORD, "next": following}, on=asked)

    def address(self, path: str) -> str:
        return path if path.startswith("http") else self.base + path

    def send(self, request: Request) -> Page:
        try:
            with self.opener.open(request, timeout=self.patience) as answer:
                return Page(answer.status, answer.url, answer.read())
        except HTTPError as refusal:
            return Page(refusal.code, refusal.url, refusal.read())


def multipart(fields: dict[str, str], files: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    """RFC 7578 body and its content type."""
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, (file_name, content) in files.items():
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        )
        parts += [head.encode(), content, b"\r\n"]
    return b"".join([*parts, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"
