from usage.models.period import Declaration, Period
from usage.models.report import Bucket, Report
from usage.models.upload import Upload

__all__ = ["Bucket", "Declaration", "Period", "Report", "Upload"]
