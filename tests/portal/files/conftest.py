from tests.scanners import scanner  # noqa: F401
