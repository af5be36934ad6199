"""Hostile files by name: how each is made, and what must come of it.

The outcome is a word of the English refusal; or READ: the file means something, and is read and written in safety.
"""

from collections.abc import Callable

import hostile_books as books
import hostile_zips as zips
from hostile_books import first_cell, formula, monthly, named, of_table, raw, rows, table_ref, twice, value
from openpyxl.utils import get_column_letter

from workbook.ledger import LEDGER

Make = Callable[[], bytes]
READ = ""
LAST = get_column_letter(len(LEDGER.table("monthly").columns))  # of the monthly table, which begins at A
DAMAGED, TOO_MUCH, UNSAFE, BROKEN, RANGE = "cut short or corrupt", "unpacks to too much", "unsafe", "broken", "range"
SHEET = zips.SHEET
WORKBOOK, TYPES, LINKS = named("xl/workbook.xml"), named("[Content_Types].xml"), named("xl/_rels/workbook.xml.rels")


def book(*edits: books.Edit) -> Make:
    return lambda: books.hostile(*edits)


def loose(*edits: books.Edit) -> Make:
    """Nothing compressed, so that what is long is not refused for shrinking too well."""
    return lambda: zips.loosely(books.hostile(*edits))


def swapped(part: Callable[[books.Package], str], old: bytes, new: bytes) -> Make:
    return book(raw(part, lambda data: data.replace(old, new)))


ARCHIVES: dict[str, tuple[Make, str]] = {
    "bomb by ratio": (zips.bomb_by_ratio, TOO_MUCH),
    "bomb by number": (zips.bomb_by_number, TOO_MUCH),
    "a bomb inside, which nobody opens": (lambda: zips.also(("xl/embeddings/a.xlsx", zips.bomb_by_ratio())), READ),
    "too many members": (lambda: zips.many(30_000), "too many parts"),
    "overlapping members": (zips.overlapping, DAMAGED),
    "a member that reaches into the directory": (zips.into_the_directory, DAMAGED),
    "declared too small": (lambda: zips.declared(7), DAMAGED),
    "declared too large": (lambda: zips.declared(2**31), TOO_MUCH),
    "zip64 lie": (lambda: zips.zip64_lie(2**40), TOO_MUCH),
    "zip64 small lie": (lambda: zips.zip64_lie(3), DAMAGED),
    "bad checksum": (lambda: zips.flipped("xl/workbook.xml"), DAMAGED),
    "bad checksum in a sheet": (lambda: zips.flipped(SHEET), DAMAGED),
    "bad checksum in a part that is not read": (lambda: zips.flipped("xl/theme/theme1.xml"), DAMAGED),
    "encrypted": (zips.encrypted, DAMAGED),
    "lzma": (lambda: zips.zipped(*zips.parts().items(), compression=14), DAMAGED),
    "bzip2": (lambda: zips.zipped(*zips.parts().items(), compression=12), DAMAGED),
    "something before": (lambda: zips.polyglot(b"#!/bin/sh\nexit\n", b""), "not an Excel workbook"),
    "an archive before": (lambda: zips.polyglot(zips.zipped(("a", b"b")), b""), DAMAGED),
    "something behind": (lambda: zips.polyglot(b"", b"trailing"), DAMAGED),
    "an archive behind": (lambda: zips.polyglot(b"", zips.zipped(("a", b"b"))), DAMAGED),
    "a comment": (zips.commented, READ),
    "same name": (lambda: zips.also((SHEET, b"<x/>")), "two parts"),
    "same name in capitals": (lambda: zips.also((SHEET.upper(), b"<x/>")), "two parts"),
    "same name escaped": (lambda: zips.also((SHEET.replace("w", "%77"), b"<x/>")), "two parts"),
    "same name with steps": (lambda: zips.also(("xl/./" + SHEET[3:], b"<x/>")), UNSAFE),
    "same name with empty steps": (lambda: zips.also(("xl//" + SHEET[3:], b"<x/>")), UNSAFE),
    "path upwards": (lambda: zips.also(("../evil.xml", b"<x/>")), UNSAFE),
    "path upwards escaped": (lambda: zips.also(("xl/%2e%2e/%2e%2e/evil.xml", b"<x/>")), UNSAFE),
    "absolute path": (lambda: zips.also(("/etc/evil.xml", b"<x/>")), UNSAFE),
    "drive": (lambda: zips.also(("C:/evil.xml", b"<x/>")), UNSAFE),
    "UNC": (lambda: zips.also((r"\\server\share\evil.xml", b"<x/>")), UNSAFE),
    "control character": (lambda: zips.also(("xl/a\x1b[31m.xml", b"<x/>")), UNSAFE),
    "line break": (lambda: zips.also(("xl/a\nb.xml", b"<x/>")), UNSAFE),
    "NUL": (lambda: zips.also(("xl/a0b.xml", b"<x/>")).replace(b"xl/a0b", b"xl/a\0b"), UNSAFE),
}
XML: dict[str, tuple[Make, str]] = {
    **{
        f"entity that fetches, in {place}": (book(books.dtd(part, doctype)), "DTD")
        for place, part, doctype in (
            ("the workbook", WORKBOOK, books.FROM_FILE),
            ("the types", TYPES, books.FROM_NET),
            ("the first relationships", named("_rels/.rels"), books.OUTSIDE),
            ("the relationships", LINKS, books.FROM_FILE),
            ("a table", of_table("Monthly"), books.FROM_NET),
            ("the properties", named("docProps/custom.xml"), books.OUTSIDE),
        )
    },
    "a billion laughs": (book(books.dtd(monthly, books.LAUGHS)), "DTD"),
    "a billion laughs in the workbook": (book(books.dtd(WORKBOOK, books.LAUGHS)), "DTD"),
    "file entity in a sheet": (book(books.dtd(monthly, books.FROM_FILE)), "DTD"),
    "net entity in a sheet": (book(books.dtd(monthly, books.FROM_NET)), "DTD"),
    "outside DTD of a sheet": (book(books.dtd(monthly, books.OUTSIDE)), "DTD"),
    "a million nested elements": (book(books.nested(1_000_000)), BROKEN),
    "UTF-16": (book(books.encoded(monthly, "utf-16")), READ),
    "UTF-7": (book(books.encoded(monthly, "utf-7")), READ),
    "invalid UTF-8": (swapped(monthly, "月".encode(), b"\xff\xfe"), BROKEN),
    "lone surrogates": (swapped(monthly, "月".encode(), b"\xed\xa0\x80"), BROKEN),
    "a surrogate as a reference": (book(value("str", "&#xD800;")), BROKEN),
    "NUL as a reference": (book(value("str", "&#0;")), BROKEN),
}
PLACES: dict[str, tuple[Make, str]] = {
    "row too far": (book(rows('<row r="1048577"><c r="A1048577"/></row>')), "1048577"),
    "column too far": (book(first_cell('<c r="ZZZZ900"/>')), "ZZZZ900"),
    "column XFE": (book(first_cell('<c r="XFE900"/>')), "column"),
    "row of forty digits": (book(rows(f'<row r="{"9" * 40}"/>')), "row"),
    "negative row": (book(rows('<row r="-1"/>')), "row"),
    "dimension of everything": (book(books.worksheet_child('<dimension ref="A1:XFD1048576"></dimension>')), READ),
    "cols of everything": (book(books.worksheet_child('<cols><col min="1" max="2147483647" width="9"/></cols>')), READ),
    "spans of nonsense": (book(rows('<row r="900" spans="9999999:-1 x"><c r="A900"><v>1</v></c></row>')), READ),
    "table inverted": (book(table_ref(f"{LAST}15:A11")), BROKEN),
    "table upside down": (book(table_ref(f"A15:{LAST}11")), RANGE),
    "table of a million rows": (book(table_ref(f"A11:{LAST}1048576")), RANGE),
    "table of everything": (book(table_ref("A1:XFD1048576")), BROKEN),
    "table of whole columns": (book(table_ref(f"A:{LAST}")), BROKEN),
    "table elsewhere": (book(table_ref(f"A500:{LAST}503")), READ),
    "table of one row": (book(table_ref(f"A11:{LAST}11")), READ),
    "negative headings": (swapped(of_table("Monthly"), b'headerRowCount="1"', b'headerRowCount="-5"'), RANGE),
    "a billion headings": (swapped(of_table("Monthly"), b'headerRowCount="1"', b'headerRowCount="1000000000"'), RANGE),
    "totals beyond the table": (swapped(of_table("Monthly"), b'headerRowCount="1"', b'totalsRowCount="99"'), RANGE),
    "very many empty rows": (loose(rows("<row/>" * 100_000)), READ),
    "very many empty cells": (loose(rows(f"<row>{'<c/>' * 16000}</row>" * 8)), READ),
    "a hundred thousand ranges": (loose(books.validation(" ".join(f"AZ{n}" for n in range(1, 100_000)))), READ),
    "a range of nonsense": (book(books.validation("A0 ZZZZ9:B:C $$ A1:XFD9999999")), READ),
    "thousands of sheets": (book(books.many_sheets(1000)), READ),
    "thousands of tables": (book(books.many_tables(1000)), READ),
    "thousands of names": (book(books.many_names(20_000)), READ),
    "thousands of relationships": (book(books.many_relationships(20_000)), READ),
    "thousands of styles": (loose(books.many_styles(60_000)), READ),
    "table twice": (book(books.table_twice), "twice"),
    "sheet listed twice": (book(twice(WORKBOOK, rb"<sheet [^>]*/>")), "twice"),
    "name twice": (book(twice(WORKBOOK, rb'<definedName name="policy".*?</definedName>')), "twice"),
    "row twice": (book(twice(monthly, rb'<row r="12".*?</row>')), "two cells"),
    "relationship id twice": (book(twice(LINKS, rb"<Relationship [^>]*/>")), BROKEN),
    "column heading twice": (swapped(of_table("Monthly"), "メモ".encode(), "月末".encode()), READ),
}
LINKED: dict[str, tuple[Make, str]] = {
    "sheet from outside": (book(books.sheet_target("http://127.0.0.1:9/sheet.xml", "External")), "missing"),
    "sheet from a file": (book(books.sheet_target("file:///etc/hostname")), "missing"),
    "sheet from a share": (book(books.sheet_target("\\\\server\\share\\a.xml")), "missing"),
    "sheet from above": (book(books.sheet_target("../../../../etc/hostname")), "missing"),
    "sheet is the relationships": (book(books.sheet_target("_rels/workbook.xml.rels")), READ),
    "sheet is the workbook": (book(books.sheet_target("/xl/workbook.xml")), READ),
    "a sheet typed as an image": (swapped(TYPES, b"spreadsheetml.worksheet+xml", b"image/png"), READ),
    "no content types": (book(raw(TYPES, lambda data: books.NO_TYPES)), "not an Excel workbook"),
    "workbook is its own relationships": (
        swapped(named("_rels/.rels"), b"xl/workbook.xml", b"_rels/.rels"),
        "not an Excel workbook",
    ),
    "a program to start": (book(books.dde), READ),
    "a formula that starts a program": (book(formula("cmd|' /c calc'!A0")), READ),
    "a formula that calls the web": (book(formula('WEBSERVICE("http://127.0.0.1:9/")')), READ),
}
VALUES: dict[str, tuple[Make, str]] = {
    "1e400": (book(value("n", "1e400")), "1e400"),
    "NaN": (book(value("n", "NaN")), "NaN"),
    "INF": (book(value("n", "INF")), "INF"),
    "a million digits": (loose(value("n", "9" * 1_000_000)), "999"),
    "hexadecimal": (book(value("n", "0x10")), "0x10"),
    "digits of another script": (book(value("n", "１２")), "t=n"),
    "string out of range": (book(value("s", "99999999999999999999")), "t=s"),
    "negative string": (book(value("s", "-1")), "t=s"),
    "unknown type": (book(value("zzz", "1")), "zzz"),
    "date of year 99999": (book(value("d", "99999-01-01")), "t=d"),
    "text of a megabyte": (loose(value("str", "x" * 2**20)), READ),
    "text of twelve megabytes": (loose(value("str", "x" * 12 * 2**20)), READ),
    "formula of megabytes": (loose(first_cell(f'<c r="A900"><f>{"1+" * 2_000_000}1</f><v>1</v></c>')), READ),
    "a formula shared by very many cells": (loose(books.shared_formula(200_000)), "too many shared formulas"),
    "a shared formula of nobody": (book(first_cell('<c r="A900"><f t="shared" si="9"/><v>1</v></c>')), "shared"),
    "a style of nobody": (book(first_cell('<c r="A900" s="99999999999999"><v>1</v></c>')), READ),
}
CASES = ARCHIVES | XML | PLACES | LINKED | VALUES
