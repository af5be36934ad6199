"""A workbook of ours written once more by XlsxWriter, whose own tests compare its files with Excel's.

What the workbook holds is read with openpyxl: cells, tables, validations, rules, names, pages. How that is expressed
in XML is XlsxWriter's alone, so that the two files can be compared part by part.
"""

from datetime import date, time
from io import BytesIO
from typing import Any

import xlsxwriter
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

OPERATORS = {
    **{"between": "between", "notBetween": "not between", "equal": "=", "notEqual": "!=", "greaterThan": ">"},
    **{"lessThan": "<", "greaterThanOrEqual": ">=", "lessThanOrEqual": "<="},
}
PADDING = 5 / 7
"""What XlsxWriter adds to a width: it takes the width that Excel shows, and files hold the one with padding."""


def by_xlsxwriter(data: bytes) -> bytes:
    """The same contents as another program writes them."""
    formulas = load_workbook(BytesIO(data))
    values = load_workbook(BytesIO(data), data_only=True)
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    alert = book.add_format({"bold": True})
    sheets = {sheet.title: book.add_worksheet(sheet.title) for sheet in formulas.worksheets}
    for sheet in formulas.worksheets:
        target = sheets[sheet.title]
        _page(sheet, target)
        _tables(sheet, target)
        for merged in sorted(map(str, sheet.merged_cells.ranges)):
            target.merge_range(merged, "", alert)
        _cells(sheet, values[sheet.title], target, alert)
        _validations(sheet, target)
        _rules(sheet, target, alert)
    for name, item in formulas.defined_names.items():
        book.define_name(name, f"={item.attr_text}")
    book.close()
    return out.getvalue()


def _page(sheet: Worksheet, target: Any) -> None:
    for letter, column in sheet.column_dimensions.items():
        number = column_index_from_string(letter) - 1
        target.set_column(number, number, column.width - PADDING + 1e-9)
    for number, row in sheet.row_dimensions.items():
        if row.height:
            target.set_row(number - 1, row.height)
    target.hide_gridlines(2)
    target.set_zoom(sheet.sheet_view.zoomScale)
    if sheet.freeze_panes:
        left, top, _, _ = range_boundaries(sheet.freeze_panes)
        target.freeze_panes(top - 1, left - 1)
    target.set_tab_color(f"#{sheet.sheet_properties.tabColor.rgb[2:]}")
    if sheet.page_setup.orientation == "landscape":
        target.set_landscape()
    target.set_paper(9)
    target.fit_to_pages(sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight)
    if not sheet.sheet_properties.pageSetUpPr.fitToPage:
        target.set_print_scale(sheet.page_setup.scale)
    margins = sheet.page_margins
    target.set_margins(margins.left, margins.right, margins.top, margins.bottom)
    if sheet.print_options.horizontalCentered:
        target.center_horizontally()
    target.set_h_pagebreaks([item.id for item in sheet.row_breaks.brk])
    footer = sheet.oddFooter
    target.set_footer(f"&L{footer.left.text}&C{footer.center.text}&R{footer.right.text}", {"margin": margins.footer})
    if sheet.print_title_rows:
        first, last = sheet.print_title_rows.replace("$", "").split(":")
        target.repeat_rows(int(first) - 1, int(last) - 1)
    if sheet.print_title_cols:
        first, last = sheet.print_title_cols.replace("$", "").split(":")
        target.repeat_columns(column_index_from_string(first) - 1, column_index_from_string(last) - 1)
    if sheet.print_area:
        left, top, right, bottom = range_boundaries(sheet.print_area.rpartition("!")[2].replace("$", ""))
        target.print_area(top - 1, left - 1, bottom - 1, right - 1)
    if sheet.protection.sheet:
        target.protect()


def _tables(sheet: Worksheet, target: Any) -> None:
    for table in sheet.tables.values():
        left, top, right, bottom = range_boundaries(table.ref)
        columns = []
        for column in table.tableColumns:
            formula = column.calculatedColumnFormula
            columns.append({"header": column.name} | ({"formula": f"={formula.attr_text}"} if formula else {}))
        options = {"name": table.displayName, "columns": columns, "style": "Table Style Light 1", "banded_rows": False}
        assert target.add_table(top - 1, left - 1, bottom - 1, right - 1, options) in (0, None)


def _cells(sheet: Worksheet, values: Worksheet, target: Any, look: Any) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                _cell(cell, values[cell.coordinate].value, target)
            elif cell.has_style:
                target.write_blank(cell.row - 1, cell.column - 1, None, look)


def _cell(cell: Cell, value: Any, target: Any) -> None:
    place = (cell.row - 1, cell.column - 1)
    if cell.data_type == "f":
        result = to_excel(value) if isinstance(value, (date, time)) else value
        target.write_formula(*place, cell.value, None, "" if result is None else result)
    elif isinstance(cell.value, str):
        target.write_string(*place, cell.value)
    elif isinstance(cell.value, bool):
        target.write_boolean(*place, cell.value)
    elif isinstance(cell.value, (int, float)):
        target.write_number(*place, cell.value)
    else:
        target.write_number(*place, to_excel(cell.value))


def _validations(sheet: Worksheet, target: Any) -> None:
    for rule in sheet.data_validations.dataValidation:
        options: dict[str, Any] = {
            "validate": rule.type,
            "ignore_blank": rule.allow_blank,
            "error_title": rule.errorTitle,
            "error_message": rule.error,
            "error_type": rule.errorStyle or "stop",
            "input_title": rule.promptTitle,
            "input_message": rule.prompt,
        }
        first, second = rule.formula1, rule.formula2
        if rule.type == "list":
            options["source"] = first.strip('"').split(",") if first.startswith('"') else f"={first}"
        elif rule.type == "custom":
            options["value"] = f"={first}"
        else:
            options["criteria"] = OPERATORS[rule.operator or "between"]
            options |= {"minimum": f"={first}", "maximum": f"={second}"} if second else {"value": f"={first}"}
        options = {key: value for key, value in options.items() if value is not None}
        for area in str(rule.sqref).split():
            assert target.data_validation(area, options) in (0, None), options


def _rules(sheet: Worksheet, target: Any, alert: Any) -> None:
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            assert rule.type == "expression", rule.type
            options = {"type": "formula", "criteria": f"={rule.formula[0]}", "format": alert}
            assert target.conditional_format(str(area.sqref), options) in (0, None), options
