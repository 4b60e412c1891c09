"""Sentences about a whole file."""

from django.utils.translation import gettext as _


def file_sentences() -> dict[str, str]:
    """Per code of a finding about a file its sentence."""
    return {**_refused(), **_said()}


def _refused() -> dict[str, str]:
    return {
        "empty": _("The file is empty. Please choose the file with your list."),
        "nothing_in_it": _("There is nothing in the file. Please choose the file with your list."),
        "no_rows": _("Below the header in row %(row)s there are no rows."),
        "too_large": _("The file has %(megabytes)s MB; %(most)s MB are possible. Please send it in parts."),
        "too_large_unpacked": _(
            "Unpacked the file has %(megabytes)s MB; %(most)s MB are possible. Please copy the list to a new workbook."
        ),
        "too_many_rows": _("The file has more than %(most)s rows. Please send it in parts."),
        "too_many_columns": _("The file has more than %(most)s columns. Please leave only those with your list."),
        "encrypted": _("The file is locked with a password. Please save it without one and send it again."),
        "old_workbook": _("This is an old .xls workbook. Please save it as .xlsx and send it again."),
        "binary_workbook": _("This is an .xlsb workbook. Please save it as .xlsx and send it again."),
        "open_document": _("This is an .ods table. Please save it as .xlsx or .csv and send it again."),
        "not_a_workbook": _("This is not a workbook. Please send .xlsx or .csv."),
        "workbook_damaged": _("The workbook is damaged. Please open it, save it as .xlsx and send it again."),
        "wrong_kind": _("This is a %(kind)s file, not a table. Please send .xlsx or .csv."),
        "web_page": _("This is a web page with the name of a table. Please save it as .xlsx and send it again."),
        "not_text": _("The file cannot be read as text. Please save it as .xlsx and send it again."),
        "not_a_listing": _("The .json file is not a list of entries. Please send .xlsx or .csv."),
        "quote_never_ends": _("A quotation mark in the file never ends. Please save it as .xlsx and send it again."),
        "column_missing": _(
            "There is no column for %(wanted)s. Seen were: %(seen)s. Please name the column so and send it again."
        ),
    }


def _said() -> dict[str, str]:
    return {
        "looks_like": _("The columns look like another kind of list: %(kind)s."),
        "alphabet": _("The text was read as %(alphabet)s."),
        "sheet_chosen": _("The sheet “%(sheet)s” was read. Others were left aside: %(others)s."),
        "rows_above_header": _("The header was found in row %(row)s; above it stood: %(text)s."),
        "header_repeated": _("The header comes again in row %(rows)s and was left out there."),
        "blank_rows": _("%(count)s blank rows were left out."),
        "columns_unknown": _("Not needed and not imported: %(columns)s."),
        "columns_nameless": _("Column %(columns)s has no name and is not imported."),
        "columns_not_kept": _("Read, but not kept, to protect the people: %(columns)s."),
        "column_second": _("The column “%(column)s” is a second one for %(wanted)s and is not imported."),
        "file_again": _("The same file was sent on %(day)s. Rows that were taken then are not written again."),
    }
