"""The scanner of FILE_SCANNER: a command line that reads the bytes and says what it thinks of them."""

import io
import logging
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from typing import BinaryIO

from django.conf import settings

from portal.files.models import Scan

log = logging.getLogger(__name__)
CLEAN, INFECTED = 0, 1
READ = 1024 * 1024
LOOK_SECONDS = 0.5


def scanning() -> bool:
    """Whether this installation has a scanner."""
    return bool(settings.FILE_SCANNER.strip())


def scan(*, content: BinaryIO, while_waiting: Callable[[], object] = lambda: None) -> Scan:
    """What the scanner says of all the bytes: exit code 0 clean, 1 infected; anything else failed.

    Without a scanner: unscanned. `while_waiting` is called now and then; what it raises ends the scan. The
    content is left at its beginning.
    """
    if not scanning():
        return Scan.UNSCANNED
    try:
        with tempfile.TemporaryFile() as copy:
            code = _run(_on_disk(content, copy), while_waiting)
    except (OSError, ValueError, subprocess.SubprocessError) as fault:
        log.error("the file scanner failed", extra={"fault": repr(fault)[:300]})
        return Scan.FAILED
    finally:
        content.seek(0)
    if code not in (CLEAN, INFECTED):
        log.error("the file scanner failed", extra={"exit_code": code})
        return Scan.FAILED
    return Scan.CLEAN if code == CLEAN else Scan.INFECTED


def _on_disk(content: BinaryIO, copy: BinaryIO) -> BinaryIO:
    """A file of the system at its beginning: the content itself where it is a bare one, else the copy.

    A buffered file's place is not its descriptor's: the scanner would read from somewhere else, or nothing.
    """
    content.seek(0)
    if isinstance(content, io.FileIO):
        return content
    shutil.copyfileobj(content, copy, READ)
    copy.flush()
    os.lseek(copy.fileno(), 0, os.SEEK_SET)
    return copy


def _run(file: BinaryIO, while_waiting: Callable[[], object]) -> int:
    """The exit code. Raises TimeoutExpired; the program does not outlive this call."""
    end = time.monotonic() + settings.FILE_SCANNER_SECONDS
    nothing = subprocess.DEVNULL
    # In its own session, so that what it started can be ended with it.
    with subprocess.Popen(
        shlex.split(settings.FILE_SCANNER),
        stdin=file,
        stdout=nothing,
        stderr=nothing,
        start_new_session=True,
    ) as scanner:
        try:
            while True:
                left = end - time.monotonic()
                try:
                    return scanner.wait(timeout=max(0, min(LOOK_SECONDS, left)))
                except subprocess.TimeoutExpired:
                    if left <= 0:
                        raise
                while_waiting()
        finally:
            if scanner.poll() is None:
                os.killpg(scanner.pid, signal.SIGKILL)
