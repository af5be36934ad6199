"""An upgrade of every edition: what is new is spelled as the edition spells it, and what it carries stays."""

from datetime import datetime

import pytest
from editions import OTHERS, opened, package
from future import TOMORROW
from ledgers import small
from package_checks import consistent

from workbook.books import BOOKS
from workbook.build import build
from workbook.editions import macros
from workbook.ledger import LEDGER
from workbook.ooxml import main
from workbook.spec import Host
from workbook.upgrade.upgraded import upgraded
from workbook.validate import findings_of

CARRIED = ("xl/vbaProject.bin", "xl/metadata.xml", "xl/webextensions/webextension1.xml")


@pytest.mark.parametrize("host", OTHERS)
def test_an_upgrade_keeps_the_edition(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    today = build(LEDGER, small("ja"), "ja", host=host, modified=datetime(2026, 10, 31))
    monkeypatch.setitem(BOOKS, LEDGER.key, TOMORROW)
    monkeypatch.setattr(macros, "find_spec", lambda _: None)  # it needs no xlwings
    done = upgraded(opened(today), today)
    consistent(package(done.data))
    after = opened(done.data)
    assert (after.host, after.schema) == (host, TOMORROW.schema)
    assert list(findings_of(after)) == []
    before, now = package(today), package(done.data)
    assert [name for name in CARRIED if name in before] == [name for name in CARRIED if name in now]
    assert all(before.read(name) == now.read(name) for name in CARRIED if name in before)
    for found in after.cells.values() if host == "officejs" else ():
        if found.cell is not None and found.cell.formula is not None:
            assert (found.cell.kind == "array") == ("_xldudf_" in found.cell.formula), found.spec.key
    marks = {
        item.get("cm") for part in now.related(now.workbook_part, "worksheet") for item in now.xml(part).iter(main("c"))
    }
    assert marks == ({None, "1"} if host == "officejs" else {None})
