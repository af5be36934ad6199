"""What users do to the cells around and inside our tables: notes, own columns, totals, filters, hidden rows."""

import random
import re

from customise_sheets import retarget
from customise_xml import WORKSHEET_ORDER, Place, child, editing, put_cell, quoted, tables, title_of
from ledgers import Edit
from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

from workbook.ooxml import main
from workbook.package import Package

GAP = 3  # columns between a table and what stands to the right of it


def beside(seed: int) -> Edit:
    """Columns of the user's own to the right of every table: text, numbers and formulas, formatted."""

    def edit(package: Package) -> None:
        for home in tables(package).values():
            with editing(package, home.sheet) as root:
                column = home.right + GAP + seed % 4
                put_cell(root, home.top, column, "自分の列", style="5")
                for row in range(home.top + 1, home.bottom + 3):
                    put_cell(root, row, column, row * 0.25)
                    first = f"{get_column_letter(column)}{row}"
                    put_cell(root, row, column + 1, f"={first}*2", cached=repr(row * 0.5))
                put_cell(root, 1, column, "右上のメモ", style="1")

    return edit


def notes_under_policy(seed: int) -> Edit:
    """Notes in the blank rows between the blocks of the policy sheet, and below and beside its table of events."""

    def edit(package: Package) -> None:
        home = tables(package)["Events"]
        with editing(package, home.sheet) as root:
            data = root.find(main("sheetData"))
            assert data is not None
            used = {int(row.get("r", "0")) for row in data if any(len(cell) for cell in row)}
            for row in (row for row in range(5, home.top - 1) if row not in used):
                put_cell(root, row, 2 + seed % 3, f"メモ: {row}行目")
            put_cell(root, home.bottom + 2, home.right + GAP, "表の右下のメモ")

    return edit


def own_table_column(seed: int) -> Edit:
    """A column of the user's own at the end of a table: typed, or calculated from ours."""

    def edit(package: Package) -> None:
        chance = random.Random(seed)
        home = tables(package)[chance.choice(sorted(tables(package)))]
        header = f"自分の列{seed}"
        with editing(package, home.part) as table:
            columns = table.find(main("tableColumns"))
            assert columns is not None
            number = max(int(item.get("id", "0")) for item in columns) + 1
            new = etree.SubElement(columns, main("tableColumn"), id=str(number), name=header)
            columns.set("count", str(len(columns)))
            formula = f"ROW()-ROW({home.name}[[#Headers],[{header}]])" if seed % 2 else ""
            if formula:
                etree.SubElement(new, main("calculatedColumnFormula")).text = formula
            _resize(table, home._replace(right=home.right + 1))
        with editing(package, home.sheet) as root:
            put_cell(root, home.top, home.right + 1, header, style="5")
            for row in range(home.top + 1, home.bottom + 1):
                value = f"={formula}" if formula else f"メモ{row}"
                put_cell(root, row, home.right + 1, value, cached=str(row - home.top))

    return edit


def _resize(table: etree._Element, to: Place, totals: int = 0) -> None:
    first, right = f"{get_column_letter(to.left)}{to.top}", get_column_letter(to.right)
    table.set("ref", f"{first}:{right}{to.bottom + totals}")
    for item in table.iter(main("autoFilter")):
        item.set("ref", f"{first}:{right}{to.bottom}")


def totals_row(seed: int) -> Edit:
    """The totals row of a table whose first column is calculated."""
    return totals_row_of(("Monthly", "PnL")[seed % 2])


def totals_row_under_inputs(seed: int) -> Edit:
    """The totals row of a table whose first column is typed: its label is no row typed below."""
    return totals_row_of(("Market", "ExecutionLog", "Events", "Statement", "Journal")[seed % 5])


def totals_row_of(name: str) -> Edit:
    """A totals row as Excel makes it: a label first, a count last; the table grows by the row under it."""

    def edit(package: Package) -> None:
        home = tables(package)[name]
        with editing(package, home.part) as table:
            columns = list(table.iter(main("tableColumn")))
            columns[0].set("totalsRowLabel", "集計")
            columns[-1].set("totalsRowFunction", "count")
            table.set("totalsRowCount", "1")
            _resize(table, home, totals=1)
            heading = columns[-1].get("name", "")
        with editing(package, home.sheet) as root:
            put_cell(root, home.bottom + 1, home.left, "集計")
            formula = f"=SUBTOTAL(103,{home.name}[{heading}])"
            put_cell(root, home.bottom + 1, home.right, formula, cached=str(home.bottom - home.top))

    return edit


def filtered(seed: int) -> Edit:
    """A table filtered: its filter says so, and the rows that do not match are hidden."""

    def edit(package: Package) -> None:
        home = random.Random(seed).choice(list(tables(package).values()))
        with editing(package, home.part) as table:
            for item in table.iter(main("autoFilter")):
                item[:] = []
                filters = etree.SubElement(etree.SubElement(item, main("filterColumn"), colId="1"), main("filters"))
                etree.SubElement(filters, main("filter"), val="x")
        with editing(package, home.sheet) as root:
            for row in root.iter(main("row")):
                if home.top < int(row.get("r", "0")) <= home.bottom and (int(row.get("r", "0")) + seed) % 2:
                    row.set("hidden", "1")

    return edit


def hidden_rows_and_columns(seed: int) -> Edit:
    """Rows and columns that the user does not want to see, and columns of another width."""

    def edit(package: Package) -> None:
        chance = random.Random(seed)
        for home in tables(package).values():
            with editing(package, home.sheet) as root:
                for item in child(root, "cols", WORKSHEET_ORDER):
                    if chance.random() < 0.2:
                        item.set("hidden", "1")
                    elif chance.random() < 0.2:
                        item.attrib.update({"width": "31.5", "customWidth": "1", "outlineLevel": "1"})
                for row in root.iter(main("row")):
                    if chance.random() < 0.1:
                        row.attrib.update({"hidden": "1", "outlineLevel": "1"})

    return edit


def column_inserted(seed: int) -> Edit:
    """A whole column of a sheet inserted, before a column of a table: everything right of it moves."""

    def edit(package: Package) -> None:
        chance = random.Random(seed)
        home = tables(package)[chance.choice(["Market", "Monthly", "ExecutionLog"])]
        column = chance.randint(home.left + 3, home.right)
        _shift_sheet(package, home, column)
        header = f"挿入{seed}"
        with editing(package, home.part) as table:
            columns = table.find(main("tableColumns"))
            assert columns is not None
            number = max(int(item.get("id", "0")) for item in columns) + 1
            columns.insert(column - home.left, columns.makeelement(main("tableColumn"), id=str(number), name=header))
            columns.set("count", str(len(columns)))
            _resize(table, home._replace(right=home.right + 1))
        with editing(package, home.sheet) as root:
            put_cell(root, home.top, column, header, style="5")
            put_cell(root, home.top + 1, column, "メモ")

    return edit


_REFERENCE = re.compile(r"(?<![\w.\]\[!'])(\$?)([A-Z]{1,3})(\$?\d+)(?![\w(])")
_PIECE = re.compile(r"(\$?)([A-Z]{1,3})(?=\$?\d|:|$)")
_STRINGS = re.compile(r'("(?:[^"]|"")*"|\[[^\[\]]*\])')  # texts and the names of columns hold no addresses


def _shift_sheet(package: Package, home: Place, column: int) -> None:
    def moved(letters: str) -> str:
        number = column_index_from_string(letters)
        return get_column_letter(number + (number >= column))

    def on_sheet(text: str) -> str:
        return _REFERENCE.sub(lambda match: match[1] + moved(match[2]) + match[3], text)

    title = title_of(package, home.sheet)
    with editing(package, home.sheet) as root:
        for item in root.iter():
            for key in ("sqref", "topLeftCell", "activeCell", "ref"):
                if key in item.attrib:
                    item.set(key, on_sheet(item.get(key, "")))
            if item.tag == main("c"):
                item.set("r", on_sheet(item.get("r", "")))
            elif item.tag == main("row"):
                item.attrib.pop("spans", None)
            elif item.tag in (main("formula"), main("formula1"), main("formula2"), main("f")) and item.text:
                pieces = _STRINGS.split(item.text)
                item.text = "".join(text if n % 2 else on_sheet(text) for n, text in enumerate(pieces))
            elif item.tag == main("col"):
                low, high = int(item.get("min", "1")), int(item.get("max", "1"))
                item.set("min", str(low + (low >= column)))
                item.set("max", str(high + (high >= column)))
    retarget(
        package,
        title,
        lambda rest: f"{quoted(title)}!" + _PIECE.sub(lambda match: match[1] + moved(match[2]), rest),
    )
