"""Charts over a whole column grow with the table, together with the points that they remember."""

import pytest
from customise_xml import XL, add_part, quoted, relate
from edit_checks import after, contents, fill, month, opened, root
from ledgers import small_file
from lxml import etree

from hedge_xl.core.language import LANGUAGES, Language
from workbook.change import AppendRow
from workbook.package import Package

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
CHART_EX = "http://schemas.microsoft.com/office/drawing/2014/chartex"
EX_KIND = "http://schemas.microsoft.com/office/2014/relationships/chartEx"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def with_chart(data: bytes, xml: str, kind: str = "chart") -> tuple[bytes, str]:
    """The file with a chart on its first sheet, and the chart's part."""
    package = Package(data, "ledger.xlsx")
    home = opened(data).file.sheets[0].part
    drawing = add_part(package, "xl/drawings/own.xml", f'<xdr:wsDr xmlns:xdr="{DRAWING}"/>', f"{XL}.drawing+xml")
    part = add_part(
        package, "xl/charts/mine.xml", xml, "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    )
    relate(package, drawing, kind, part)
    relate(package, home, "drawing", drawing)
    return package.to_bytes(), part


def points(values: dict[int, object], count: int) -> str:
    body = "".join(f'<c:pt idx="{number}"><c:v>{value}</c:v></c:pt>' for number, value in values.items())
    return f'<c:ptCount val="{count}"/>{body}'


def series(sheet: str, name: str, months: str, amounts: str, notes: str) -> str:
    return (
        f'<c:chartSpace xmlns:c="{CHART}"><c:chart><c:plotArea><c:lineChart><c:ser>'
        f"<c:tx><c:strRef><c:f>{sheet}!{name}</c:f>"
        f"<c:strCache>{points({0: 'A_USD'}, 1)}</c:strCache></c:strRef></c:tx>"
        f"<c:cat><c:numRef><c:f>{sheet}!{months}</c:f>"
        f"<c:numCache><c:formatCode>yyyy-mm</c:formatCode>{points({0: 44834, 3: 44926}, 4)}<c:extLst/></c:numCache>"
        f"</c:numRef></c:cat><c:val><c:numRef><c:f>{sheet}!{amounts}</c:f></c:numRef></c:val></c:ser><c:ser><c:val><c:strRef>"
        f"<c:f>{sheet}!{notes}</c:f><c:strCache>{points({}, 4)}</c:strCache></c:strRef></c:val></c:ser></c:lineChart>"
        "</c:plotArea></c:chart></c:chartSpace>"
    )


def found(data: bytes, part: str, tag: str) -> list[etree._Element]:
    return list(root(data, part).iter(f"{{{CHART}}}{tag}"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_over_columns_of_ours(language: Language) -> None:
    data = small_file(language)
    sheet = quoted(opened(data).tables["monthly"].sheet.name)
    data, part = with_chart(data, series(sheet, "$C$11", "$B$12:$B$15", "$C$12:$C$15", "$G$12:$G$15"))
    new = after(data, *month(language))
    assert [item.text for item in found(new, part, "f")] == [
        f"{sheet}!{place}" for place in ("$C$11", "$B$12:$B$16", "$C$12:$C$16", "$G$12:$G$16")
    ]
    dates = found(new, part, "numCache")[0]
    assert [item.get("val") for item in dates if item.get("val")] == ["5"]
    shown = {item.get("idx"): item[0].text for item in dates if item.get("idx")}
    months = [row["month"] for row in opened(new).inputs.tables["monthly"]]
    assert shown == {str(number): f"{int(float(value or 0))}" for number, value in enumerate(months)}
    assert etree.QName(dates[-1]).localname == "extLst"
    notes = found(new, part, "strCache")[1]
    texts = [row["note"] for row in opened(new).inputs.tables["monthly"]]
    assert [item[0].text for item in notes if item.get("idx")] == [text for text in texts if text is not None]


@pytest.mark.parametrize("number", ["x", "", "-1", "٣", "9" * 5_000])
def test_a_point_without_a_readable_number_goes(number: str) -> None:
    data = small_file("ja")
    sheet = quoted(opened(data).tables["monthly"].sheet.name)
    xml = series(sheet, "$C$11", "$B$12:$B$15", "$C$12:$C$15", "$G$12:$G$15").replace('idx="3"', f'idx="{number}"')
    data, part = with_chart(data, xml)
    dates = found(after(data, *month("ja")), part, "numCache")[0]
    assert [item.get("idx") for item in dates.iter(f"{{{CHART}}}pt")] == ["0", "1", "2", "3", "4"]


def test_a_chart_over_a_part_or_another_sheet_stays() -> None:
    xml = series("市場", "$C$7", "$B$8:$B$15", "$C$9:$C$15", "$E$8:$E$14").replace("'市場'", "市場")
    data, part = with_chart(small_file("ja"), xml)
    assert contents(after(data, fill("ja")))[part] == xml.encode()
    new = after(data, *month("ja"))
    assert [item.text for item in found(new, part, "f")] == [
        "市場!$C$7",
        "市場!$B$8:$B$16",
        "市場!$C$9:$C$15",
        "市場!$E$8:$E$14",
    ]


def test_charts_of_newer_excel() -> None:
    xml = (
        f'<cx:chartSpace xmlns:cx="{CHART_EX}"><cx:chartData><cx:data id="0"><cx:strDim type="cat">'
        '<cx:f>執行ログ!$B$8:$B$13</cx:f><cx:lvl ptCount="6"><cx:pt idx="0">売</cx:pt></cx:lvl></cx:strDim>'
        '<cx:numDim type="val"><cx:f>執行ログ!$C$8:$C$13</cx:f>'
        '<cx:lvl ptCount="6" formatCode="General"><cx:pt idx="0">1</cx:pt></cx:lvl></cx:numDim></cx:data>'
        "</cx:chartData></cx:chartSpace>"
    )
    data, part = with_chart(small_file("ja"), xml, EX_KIND)
    new = root(after(data, fill("ja")), part)
    levels = list(new.iter(f"{{{CHART_EX}}}lvl"))
    assert [item.text for item in new.iter(f"{{{CHART_EX}}}f")] == ["執行ログ!$B$8:$B$14", "執行ログ!$C$8:$C$14"]
    assert [item.get("ptCount") for item in levels] == ["7", "7"]
    rows = opened(data).inputs.tables["log"]
    assert [item.text for item in levels[0]] == [*(str(row["side"]) for row in rows), "売"]
    assert [float(item.text or "0") for item in levels[1]] == [*(row["qty"] for row in rows), 1000.0]


def test_a_chart_over_a_table_of_one_row() -> None:
    """The range is one cell as long as there is one row; the name of the series is one cell and stays one."""
    data = small_file("ja")
    log = opened(data).tables["log"]
    assert log.rows.start == 8
    events = opened(data).tables["events"]
    row = events.rows.start
    assert events.rows == range(row, row + 1)
    xml = (
        f'<c:chartSpace xmlns:c="{CHART}"><c:ser><c:tx><c:strRef><c:f>設定!$B${row}</c:f></c:strRef></c:tx>'
        f"<c:val><c:numRef><c:f>設定!$A${row}</c:f>"
        '<c:numCache><c:ptCount val="1"/></c:numCache></c:numRef></c:val></c:ser></c:chartSpace>'
    )
    data, part = with_chart(data, xml)
    new = after(data, AppendRow("events", {"date": 45000.0, "name": "FOMC"}), AppendRow("events", {"date": 45001.0}))
    assert [item.text for item in found(new, part, "f")] == [f"設定!$B${row}", f"設定!$A${row}:$A${row + 1}"]
    assert [item[0].text for item in found(new, part, "pt")] == ["45000", "45001"]
