"""What users and programs do to a saved ledger, all of it valid in Excel, each with a seed for its variants.

An edit changes the parts of a package; a rezip changes how the same parts are packed. The order of `EDITS` is an
order in which all of them may be done to one ledger.
"""

import random
from collections.abc import Callable, Iterable
from pathlib import Path

import customise_parts as parts
import customise_programs as programs
import customise_sheets as sheets
import customise_storage as storage
import customise_tables as tables
import customise_zip as zips
from customise_zip import Rezip
from ledgers import Edit

from workbook.package import Package
from workbook.recalc import LibreOffice

EDITS: dict[str, Callable[[int], Edit]] = {
    "column inserted": tables.column_inserted,
    "own column at the end of a table": tables.own_table_column,
    "columns beside the tables": tables.beside,
    "notes under the policy": tables.notes_under_policy,
    "totals row": tables.totals_row,
    "totals row under inputs": tables.totals_row_under_inputs,
    "filtered table": tables.filtered,
    "hidden rows and columns": tables.hidden_rows_and_columns,
    "own sheet": sheets.own_sheet,
    "own names": sheets.own_names,
    "own rules": sheets.own_rules,
    "chart over our table": parts.chart,
    "pivot cache": programs.pivot,
    "renamed sheet": sheets.renamed,
    "reordered sheets": sheets.reordered,
    "hidden sheets": sheets.hidden_sheets,
    "views": sheets.views,
    "protected": sheets.protected,
    "comments": parts.comments,
    "threaded comments": parts.threaded_comments,
    "picture": parts.picture,
    "macros": programs.macros,
    "xlwings Lite code": programs.lite_code,
    "custom XML": programs.custom_xml,
    "printer settings": programs.printer_settings,
    "unknown parts": programs.unknown_parts,
    "theme": programs.theme,
    "shared strings": storage.shared_strings,
    "saved by Excel": programs.saved_by_excel,
    "rows as Excel writes them": storage.excel_rows,
    "attributes in another order": storage.attribute_order,
    "calculation chain": storage.calc_chain,
    "namespace prefixes": storage.prefixed,
    "relationship targets spelled otherwise": storage.targets_spelled_otherwise,
    "declarations": storage.declarations,
}
# Valid in Excel too, but the validator has something to say about them.
FOUND: dict[str, Callable[[int], Edit]] = {
    "external link": programs.external_link,
}
ZIPS: dict[str, Callable[[int], Rezip]] = {
    "stored": zips.stored,
    "data descriptors": zips.data_descriptors,
    "any order": zips.any_order,
    "zip64": zips.zip64,
    "stamped": zips.stamped,
}


def customised(data: bytes, names: Iterable[str], seed: int = 0) -> bytes:
    """A ledger after the named edits and rezips, in the order given."""
    for number, name in enumerate(names):
        if name in ZIPS:
            data = ZIPS[name](seed + number)(data)
            continue
        package = Package(data, "ledger.xlsx")
        (EDITS | FOUND)[name](seed + number)(package)
        data = package.to_bytes()
    return data


def random_customisation(seed: int, most: int = 8) -> list[str]:
    """Names of some edits, in an order that works, and perhaps a rezip."""
    chance = random.Random(seed)
    chosen = set(chance.sample(sorted(EDITS), chance.randint(1, most)))
    return [name for name in EDITS if name in chosen] + chance.sample(sorted(ZIPS), chance.randint(0, 1))


def resaved(office: LibreOffice, data: bytes, folder: Path, name: str = "ledger.xlsx") -> bytes:
    """The ledger as LibreOffice saves it, having recalculated every formula."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    (made,) = office.recalculate([path], folder / "saved")
    return made.read_bytes()
