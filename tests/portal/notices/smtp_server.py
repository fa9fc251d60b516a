"""A small mail server that keeps what it takes, and takes its time."""

import email
import random
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

LONGEST_PAUSE = 0.04


class Conversation(socketserver.StreamRequestHandler):
    """One connection: as much SMTP as a sender needs."""

    def handle(self) -> None:
        with suppress(OSError):  # the other side may be killed at any moment
            self.converse()

    def converse(self) -> None:
        self.say("220 test")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self.say("354 go on")
                self.take(self.message())
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def message(self) -> bytes | None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return None
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)

    def take(self, content: bytes | None) -> None:
        """Taken before it is said so: who dies in between does not know."""
        if content is None:
            return
        found = email.message_from_bytes(content)
        with self.server.lock:
            self.server.taken[found["Message-ID"]] += 1
        time.sleep(random.uniform(0, LONGEST_PAUSE))
        self.say("250 taken")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """`taken`: Message-ID → how often it came. As mail systems do, who counts takes an id once."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken: Counter[str] = Counter()
        self.lock = threading.Lock()

    @property
    def repeats(self) -> int:
        return sum(self.taken.values()) - len(self.taken)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
