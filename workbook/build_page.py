"""A sheet as it is shown and printed: widths, frozen headers, A4, what repeats on every page."""

from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from workbook import stamp
from workbook.layout import BlockPlace, ChartsPlace, TablePlace, places, widths
from workbook.spec import Sheet

_A4_SHORT, _A4_LONG = 8.27, 11.69  # inches
_INCHES: Final = 0.1  # of a character's width in the widest letters that a program puts in place of ours


def set_up_page(sheet: Worksheet, spec: Sheet, rows: int) -> None:
    """Columns, freezing, and the page as it prints; ``rows`` are those of the sheet's table."""
    for number, width in enumerate(widths(spec), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    if any(spec.freeze):
        frozen, beside = spec.freeze
        sheet.freeze_panes = f"{get_column_letter(beside + 1)}{frozen + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 90
    sheet.sheet_properties.tabColor = spec.colour
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    setup = sheet.page_setup
    setup.orientation, setup.paperSize = "portrait" if spec.portrait else "landscape", 9  # A4
    setup.fitToWidth, setup.fitToHeight = spec.pages_wide, int(spec.one_page)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.6, 0.75, 0.3
    sheet.oddFooter.left.text, sheet.oddFooter.center.text = stamp.PROGRAM, "&A"
    sheet.oddFooter.right.text = "&P / &N"
    _print(sheet, spec, rows)
    _break(sheet, spec)


def _break(sheet: Worksheet, spec: Sheet) -> None:
    """Parts that begin a page: with a fixed scale, for programs that fit pages put breaks where they like."""
    tops = [item.title for item in places(spec) if _begins_page(item)]
    for top in tops:
        sheet.row_breaks.append(Break(id=top - 1))
    if tops:
        across = _A4_SHORT if spec.portrait else _A4_LONG
        room = across - sheet.page_margins.left - sheet.page_margins.right
        sheet.sheet_properties.pageSetUpPr.fitToPage = False
        sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
        sheet.print_options.horizontalCentered = True
        sheet.page_setup.scale = min(100, int(100 * room / (sum(widths(spec)) * _INCHES)))


def _begins_page(place: BlockPlace | ChartsPlace | TablePlace) -> bool:
    if isinstance(place, TablePlace):
        return False
    return place.charts.new_page if isinstance(place, ChartsPlace) else place.block.new_page


def _print(sheet: Worksheet, spec: Sheet, rows: int) -> None:
    if spec.table is None:
        headers = [item.header for item in places(spec) if isinstance(item, BlockPlace) and item.block.repeated]
        again = spec.freeze[0] or next(filter(None, headers), None)
        if again:
            sheet.print_title_rows = f"{again}:{again}"
        return
    header = next(place.header for place in places(spec) if isinstance(place, TablePlace))
    sheet.print_title_rows = f"{header}:{header}"
    if spec.pages_wide > 1 and spec.freeze[1]:
        sheet.print_title_cols = f"A:{get_column_letter(spec.freeze[1])}"
    columns = spec.table.columns
    shown = max((at for at, column in enumerate(columns, start=1) if not column.working), default=len(columns))
    widest = max([shown, *(spec.indent + len(row) for block in spec.blocks for row in block.rows)])
    sheet.print_area = f"A1:{get_column_letter(widest)}{header + rows}"
