"""What users do to the sheets of a workbook: add their own, rename, reorder, hide, and name things."""

import random
import re
from collections.abc import Callable
from xml.sax.saxutils import escape

from customise_xml import (
    REL_ID,
    WORKBOOK_ORDER,
    WORKSHEET_ORDER,
    XL,
    Place,
    add_part,
    child,
    editing,
    free_name,
    placed,
    quoted,
    relate,
    tables,
    title_of,
    worksheets,
)
from ledgers import Edit
from lxml import etree
from openpyxl.utils import get_column_letter

from workbook.ooxml import MAIN, OFFICE, main, to_xml
from workbook.package import Package

PLAIN_HEADING = re.compile(r"[\w ]+")
NEW_TITLES = ("2026年度 (自分用)", "Bob's", "月次の写し", "A&B <メモ>", "集計 100%")


def own_sheet(seed: int) -> Edit:
    """A sheet of the user's own at any place, with constants and formulas that look at our cells and tables."""

    def edit(package: Package) -> None:
        chance = random.Random(seed)
        ours = tables(package)
        home = ours[chance.choice(sorted(ours))]
        title, number = quoted(title_of(package, home.sheet)), home.top + 1
        columns = [item.get("name", "") for item in package.xml(home.part).iter(main("tableColumn"))]
        plain = next(name for name in columns if PLAIN_HEADING.fullmatch(name))
        formulas = (
            f"{title}!B{number}",
            f"COUNTA({title}!B{number}:B{home.bottom})",
            f"ROWS({home.name}[{plain}])",
            f"COUNTA({home.name}[[#Data],[{plain}]])",
            "checks_total+policy_faults",
        )
        rows = "".join(
            f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>メモ {row} &amp; 自分の計算</t></is></c>'
            f'<c r="B{row}"><f>{escape(formula)}</f><v>0</v></c><c r="C{row}"><v>{row * 1.5}</v></c></row>'
            for row, formula in enumerate(formulas, start=1)
        )
        rows += (
            '<row r="9"><c r="A9"><f t="shared" ref="A9:A10" si="0">C1*2</f><v>3</v></c></row>'
            '<row r="10"><c r="A10"><f t="shared" si="0"/><v>6</v></c></row>'
        )
        insert_sheet(package, f"自分のシート{seed}", rows, chance.randint(0, len(worksheets(package))))

    return edit


def insert_sheet(package: Package, title: str, rows: str, position: int) -> str:
    """A new worksheet before the sheet of that number; what counts sheets by number is moved with them."""
    part = free_name(package, "xl/worksheets/sheet{}.xml")
    body = f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetData>{rows}</sheetData></worksheet>'
    add_part(package, part, body, f"{XL}.worksheet+xml")
    key = relate(package, package.workbook_part, "worksheet", part)
    with editing(package, package.workbook_part) as root:
        sheets = root.find(main("sheets"))
        assert sheets is not None
        number = max(int(item.get("sheetId", "0")) for item in sheets) + 1
        new = sheets.makeelement(main("sheet"), name=title, sheetId=str(number))
        new.set(REL_ID, key)
        order = list(range(len(sheets)))
        order.insert(position, len(sheets))
        sheets.append(new)
        _reorder(root, order)
    return part


def reordered(seed: int) -> Edit:
    """The tabs in another order."""

    def edit(package: Package) -> None:
        with editing(package, package.workbook_part) as root:
            order = list(range(len(list(root.iter(main("sheet"))))))
            random.Random(seed).shuffle(order)
            _reorder(root, order)

    return edit


def _reorder(root: etree._Element, order: list[int]) -> None:
    """`order` lists old numbers in their new order; names of a sheet and the active tab follow it."""
    sheets = root.find(main("sheets"))
    assert sheets is not None
    items = list(sheets)
    for old in order:
        sheets.append(items[old])
    for name in root.iter(main("definedName")):
        if (owner := name.get("localSheetId")) is not None:
            name.set("localSheetId", str(order.index(int(owner))))
    view = next(root.iter(main("workbookView")), None)
    if view is not None:
        view.attrib.pop("firstSheet", None)
        view.set("activeTab", str(order.index(int(view.get("activeTab", "0")))))


def renamed(seed: int) -> Edit:
    """A sheet with another title, and everything that looks at it by its title."""

    def edit(package: Package) -> None:
        chance = random.Random(seed)
        titles = list(worksheets(package))
        old = chance.choice(titles)
        new = chance.choice([title for title in NEW_TITLES if title not in titles])
        with editing(package, package.workbook_part) as root:
            for item in root.iter(main("sheet")):
                if item.get("name") == old:
                    item.set("name", new)
        retarget(package, old, lambda rest: f"{quoted(new)}!{rest}")

    return edit


def retarget(package: Package, title: str, change: Callable[[str], str]) -> None:
    """Rewrite every reference to a sheet, wherever formulas stand; `change` gets what follows the sheet's name."""
    pattern = re.compile(rf"(?:{re.escape(quoted(title))}|(?<![\w'.]){re.escape(title)})!([$A-Z0-9]+(?::[$A-Z0-9]+)?)")
    for part in package.names:
        if (
            not re.match(r"xl/(worksheets|charts|tables|pivotCache)/[^/]+\.xml$", part)
            and part != package.workbook_part
        ):
            continue
        root = package.xml(part)
        changed = False
        for item in root.iter():
            new = (
                pattern.sub(lambda match: change(match[1]), item.text) if item.text and "!" in item.text else item.text
            )
            if new != item.text:
                item.text, changed = new, True
        if changed:
            package.put(part, to_xml(root))


def hidden_sheets(seed: int) -> Edit:
    """Some sheets hidden, one very hidden; the active one never."""

    def edit(package: Package) -> None:
        chance = random.Random(seed)
        with editing(package, package.workbook_part) as root:
            items = list(root.iter(main("sheet")))
            shown = chance.randrange(len(items))
            for number, item in enumerate(items):
                item.set("state", "visible" if number == shown else chance.choice(["visible", "hidden", "veryHidden"]))
            for view in root.iter(main("workbookView")):
                view.set("activeTab", str(shown))
                view.attrib.pop("firstSheet", None)

    return edit


def own_names(seed: int) -> Edit:
    """Names of the user's own: a constant, a range, a formula, a name that one sheet keeps to itself."""

    def edit(package: Package) -> None:
        titles = list(worksheets(package))
        owner = random.Random(seed).randrange(len(titles))
        name = quoted(titles[owner])
        made = {
            f"自分の定数_{seed}": ("0.315", None),
            f"my_range_{seed}": (f"{name}!$B$2:$C$5", None),
            f"my_formula_{seed}": (f"OFFSET({name}!$A$1,0,0,3,1)", None),
            f"local_{seed}": (f"{name}!$A$1", str(owner)),
        }
        with editing(package, package.workbook_part) as root:
            listed = child(root, "definedNames", WORKBOOK_ORDER)
            for key, (text, sheet) in made.items():
                item = etree.SubElement(listed, main("definedName"), name=key)
                item.text = text
                if sheet is not None:
                    item.set("localSheetId", sheet)
            listed[:] = sorted(listed, key=lambda item: (item.get("name", "").casefold(), item.get("localSheetId", "")))

    return edit


def views(seed: int) -> Edit:
    """Other zooms, frozen panes, selections and grid lines; another tab active."""

    def edit(package: Package) -> None:
        chance = random.Random(seed)
        for part in worksheets(package).values():
            if chance.random() < 0.5:
                continue
            with editing(package, part) as root:
                kept = child(root, "sheetViews", WORKSHEET_ORDER)
                kept[:] = []
                view = etree.SubElement(kept, main("sheetView"), zoomScale=str(chance.randint(50, 200)))
                view.set("workbookViewId", "0")
                if chance.random() < 0.5:
                    view.set("view", "pageBreakPreview")
                attributes = {"ySplit": "3", "topLeftCell": "A4", "activePane": "bottomLeft", "state": "frozen"}
                etree.SubElement(view, main("pane"), attributes)
                etree.SubElement(view, main("selection"), pane="bottomLeft", activeCell="D9", sqref="D9:E9 G3")
        with editing(package, package.workbook_part) as root:
            for item in root.iter(main("workbookView")):
                shown = [
                    n for n, one in enumerate(root.iter(main("sheet"))) if one.get("state", "visible") == "visible"
                ]
                item.set("activeTab", str(chance.choice(shown)))
                item.attrib.update({"xWindow": "28680", "yWindow": "-120", "windowWidth": "29040"})

    return edit


def protected(seed: int) -> Edit:
    """A sheet locked, and the structure of the workbook."""

    def edit(package: Package) -> None:
        part = random.Random(seed).choice(list(worksheets(package).values()))
        with editing(package, part) as root:
            child(root, "sheetProtection", WORKSHEET_ORDER).attrib.update(
                {"sheet": "1", "objects": "1", "scenarios": "1", "formatCells": "0"}
            )
        with editing(package, package.workbook_part) as root:
            child(root, "workbookProtection", WORKBOOK_ORDER).set("lockStructure", "1")

    return edit


def own_rules(seed: int) -> Edit:
    """Conditional formats and validations of the user's own, also those that only newer versions of Excel know."""

    def edit(package: Package) -> None:
        chance = random.Random(seed)
        home: Place = chance.choice(list(tables(package).values()))
        column = get_column_letter(home.right)
        with editing(package, home.sheet) as root:
            block = root.makeelement(
                main("conditionalFormatting"), sqref=f"{column}{home.top + 1}:{column}{home.bottom}"
            )
            rule = etree.SubElement(block, main("cfRule"), type="dataBar", priority="901")
            bar = etree.SubElement(rule, main("dataBar"))
            etree.SubElement(bar, main("cfvo"), type="min")
            etree.SubElement(bar, main("cfvo"), type="max")
            etree.SubElement(bar, main("color"), rgb="FF638EC6")
            placed(root, block, WORKSHEET_ORDER)
            checks = child(root, "dataValidations", WORKSHEET_ORDER)
            far = get_column_letter(home.right + 8)
            own = etree.SubElement(checks, main("dataValidation"), type="whole", sqref=f"{far}2 {far}4:{far}6")
            etree.SubElement(own, main("formula1")).text = "1"
            etree.SubElement(own, main("formula2")).text = "9"
            checks.set("count", str(len(checks)))
            if root.find(main("extLst")) is None:
                placed(root, etree.fromstring(_X14.format(far=far)), WORKSHEET_ORDER)

    return edit


_X14 = (
    f'<extLst xmlns="{MAIN}"><ext uri="{{{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}}}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1"><x14:dataValidation type="list" '
    'allowBlank="1"><x14:formula1><xm:f>Market[#Headers]</xm:f></x14:formula1><xm:sqref>{far}8</xm:sqref>'
    "</x14:dataValidation></x14:dataValidations></ext></extLst>"
)
