from usage.models.dialect import Dialect, DialectSample, DialectVersion
from usage.models.erasure import Erasure
from usage.models.part import Part
from usage.models.period import Declaration, Period
from usage.models.report import Bucket, Report
from usage.models.upload import Upload

__all__ = [
    "Bucket",
    "Declaration",
    "Dialect",
    "DialectSample",
    "DialectVersion",
    "Erasure",
    "Part",
    "Period",
    "Report",
    "Upload",
]
