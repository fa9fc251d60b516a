from usage.models.erasure import Erasure
from usage.models.period import Declaration, Period
from usage.models.report import Bucket, Report

__all__ = ["Bucket", "Declaration", "Erasure", "Period", "Report"]
