"""Whole workbooks of the LibreOffice edition, recalculated with the add-in: every formula cell equals its twin."""

import math
import re
import zipfile
from io import BytesIO

import pytest
from scenarios import MODIFIED, SCENARIOS, changed

from workbook.books import BOOKS
from workbook.build import build
from workbook.cells import read_book
from workbook.hosts import known_call
from workbook.package import pack
from workbook.templates import template

VALUE = re.compile(rb"(<f\b[^>]*>[^<]*</f>)<v>[^<]*</v>")
CALL = re.compile(r"([A-Za-z_][\w.]*)\(")
LEAST = {"ledger": 10, "index-hedge": 4, "leverage": 1, "positioning": 15}
LANGUAGES = {"ja": "calc_in_japanese", "en": "calc"}


def made(key, language):
    """A template with its example; the ledger with months whose h builds on the month before, a few of them fixed."""
    if key != "ledger":
        return template(BOOKS[key], language, "libreoffice")
    inputs = changed(language, *SCENARIOS["h fixed by hand"])
    return build(BOOKS[key], inputs, language, host="libreoffice", modified=MODIFIED)


def without_values(data):
    """The file without the values that its formulas had: what is there afterwards was computed."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    dropped = 0
    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            parts[name], count = VALUE.subn(rb"\1", parts[name])
            dropped += count
    assert dropped > 200
    return pack(parts)


@pytest.fixture(scope="module", params=LANGUAGES)
def recalculated(request):
    """Each template as it was made and as a LibreOffice in the same language saved it."""
    calc, language = request.getfixturevalue(LANGUAGES[request.param]), request.param
    ours = {key: calc.home / f"{key}.{language}.xlsx" for key in BOOKS}
    theirs = {key: calc.home / f"{key}.{language}.saved.xlsx" for key in BOOKS}
    bare = {key: calc.home / f"{key}.{language}.bare.xlsx" for key in BOOKS}
    for key, path in ours.items():
        path.write_bytes(made(key, language))
        bare[key].write_bytes(without_values(path.read_bytes()))
    read = {str(path): [] for path in bare.values()}
    calc.ask(read=read, save={str(bare[key]): str(path) for key, path in theirs.items()})
    return {key: (ours[key], theirs[key]) for key in BOOKS}


def same(first, second):
    if isinstance(first, float) and isinstance(second, float):
        return math.isclose(first, second, rel_tol=1e-9, abs_tol=1e-15)
    return (first or None if isinstance(first, str) else first) == (
        second or None if isinstance(second, str) else second
    )


@pytest.mark.parametrize("key", BOOKS)
def test_every_formula_equals_its_twin(recalculated, key):
    ours, theirs = map(read_book, recalculated[key])
    compared, wrong, called = 0, [], set()
    for sheet, other in zip(ours.sheets, theirs.sheets, strict=True):
        for place, cell in sheet.cells.items():
            if cell.formula is None:
                continue
            compared += 1
            found = other.cells.get(place)
            if not same(cell.value, found.value if found else None):
                wrong.append(f"{sheet.name} {place}: {cell.value!r}, LibreOffice {found!r} for {cell.formula[:200]}")
            called |= {call[0] for call in map(known_call, CALL.findall(cell.formula)) if call and call[1]}
    assert wrong[:5] == []
    assert compared > 200
    assert len(called) >= LEAST[key], called
