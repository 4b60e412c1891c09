"""What leaves again: the rows that were not taken, with the reasons, ready to be mended and sent once more."""

import io

import xlsxwriter
from django.utils.translation import pgettext

from anjia.onboarding.queries.batches import bad_rows, batch
from anjia.onboarding.rules import neutral

_WIDE = 60


def bad_rows_workbook(batch_id: int) -> bytes:
    """An .xlsx file with all original columns and a column of reasons. No cell of it is ever a formula."""
    summary = batch(batch_id)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    sheet = book.add_worksheet()
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    headers = [*summary.headers, pgettext("import", "Reason")]
    for column, header in enumerate(headers):
        sheet.write_string(0, column, neutral(header), bold)
    for line, row in enumerate(bad_rows(batch_id), start=1):
        reasons = " ".join(finding.sentence for finding in row.findings if finding.level == "refusal")
        for column, cell in enumerate((*row.cells, reasons)):
            sheet.write_string(line, column, neutral(cell))
    sheet.set_column(len(headers) - 1, len(headers) - 1, _WIDE, wrapped)
    sheet.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()
