"""The scanner of FILE_SCANNER: a command line that reads the bytes and says what it thinks of them."""

import logging
import shlex
import subprocess
import tempfile
from typing import BinaryIO

from django.conf import settings

from portal.files.models import Scan

log = logging.getLogger(__name__)
CLEAN, INFECTED = 0, 1
READ = 1024 * 1024


def scanning() -> bool:
    """Whether this installation has a scanner."""
    return bool(settings.FILE_SCANNER.strip())


def scan(*, content: BinaryIO) -> Scan:
    """What the scanner says of all the bytes: exit code 0 clean, 1 infected; anything else failed.

    Without a scanner: unscanned. The content is left at its beginning.
    """
    if not scanning():
        return Scan.UNSCANNED
    try:
        with tempfile.TemporaryFile() as copy:
            code = _run(_on_disk(content, copy))
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
    """A file of the system at its beginning: the content itself where it is one, else the copy."""
    content.seek(0)
    try:
        content.fileno()
    except (OSError, AttributeError):
        while block := content.read(READ):
            copy.write(block)
        copy.seek(0)
        return copy
    return content


def _run(file: BinaryIO) -> int:
    return subprocess.run(
        shlex.split(settings.FILE_SCANNER),
        stdin=file,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=settings.FILE_SCANNER_SECONDS,
        check=False,
    ).returncode
