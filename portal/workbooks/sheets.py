"""All sheets of the workbook, in their order."""

from portal.workbooks.frame_sheets import AGREEMENTS, PARTNERS
from portal.workbooks.money_sheets import OPENINGS, RATES

SHEETS = (PARTNERS, AGREEMENTS, RATES, OPENINGS)
CODES_TITLE = "Codes"
"""The lists that the template's cells offer; not read."""
COMMENT = "#"
"""A row whose first cell begins so is not read."""
