"""What users put on top of sheets: comments, conversations, pictures and charts."""

import random
import struct
import zlib

from customise_xml import (
    REL_ID,
    WORKSHEET_ORDER,
    XL,
    add_extension,
    add_part,
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
from openpyxl.utils import get_column_letter

from workbook.ooxml import MAIN, OFFICE, main
from workbook.package import Package

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
THREADED = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
OFFICE_2017 = "http://schemas.microsoft.com/office/2017/10/relationships"
PERSON = "{3B1A7C52-0001-4000-8000-000000000001}"


def comments(seed: int) -> Edit:
    """Notes on cells: the comments, and the old drawing language that shapes their boxes."""

    def edit(package: Package) -> None:
        _comment(package, _without_comments(package, seed), "ここは見直す", "自分")

    return edit


def threaded_comments(seed: int) -> Edit:
    """A conversation on a cell: the thread, the persons, and the note that older versions show instead."""

    def edit(package: Package) -> None:
        sheet = _without_comments(package, seed)
        key = f"{{5A7E0000-{seed % 10_000:04d}-4000-8000-000000000001}}"
        _comment(package, sheet, "[Threaded comment] ...", f"tc={key}")
        thread = (
            f'<ThreadedComments xmlns="{THREADED}"><threadedComment ref="B5" dT="2026-10-31T09:00:00.00" '
            f'personId="{PERSON}" id="{key}"><text>この数字は本当?</text></threadedComment></ThreadedComments>'
        )
        name = free_name(package, "xl/threadedComments/threadedComment{}.xml")
        add_part(package, name, thread, "application/vnd.ms-excel.threadedcomments+xml")
        relate(package, sheet, f"{OFFICE_2017}/threadedComment", name)
        if "xl/persons/person.xml" not in package:
            person = (
                f'<personList xmlns="{THREADED}"><person displayName="自分" id="{PERSON}" userId="x" '
                'providerId="None"/></personList>'
            )
            add_part(package, "xl/persons/person.xml", person, "application/vnd.ms-excel.person+xml")
            relate(package, package.workbook_part, f"{OFFICE_2017}/person", "xl/persons/person.xml")

    return edit


def _without_comments(package: Package, seed: int) -> str:
    free = [part for part in worksheets(package).values() if not package.related(part, "comments")]
    return random.Random(seed).choice(free)


def _comment(package: Package, sheet: str, text: str, author: str) -> None:
    body = (
        f'<comments xmlns="{MAIN}"><authors><author>{author}</author></authors><commentList>'
        f'<comment ref="B5" authorId="0" shapeId="0"><text><r><t>{text}</t></r></text></comment>'
        "</commentList></comments>"
    )
    relate(
        package,
        sheet,
        "comments",
        add_part(package, free_name(package, "xl/comments{}.xml"), body, f"{XL}.comments+xml"),
    )
    add_extension(package, "vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
    vml = free_name(package, "xl/drawings/vmlDrawing{}.vml")
    key = relate(package, sheet, "vmlDrawing", add_part(package, vml, _VML))
    _refer(package, sheet, "legacyDrawing", key)


_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"/><v:shape id="_x0000_s1025" type="#_x0000_t202" style="position:absolute;'
    'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
    "<x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>4</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>"
)


def _refer(package: Package, sheet: str, tag: str, key: str) -> None:
    with editing(package, sheet) as root:
        element = placed(root, root.makeelement(main(tag), nsmap={"r": OFFICE}), WORKSHEET_ORDER)
        element.set(REL_ID, key)


def picture(seed: int) -> Edit:
    """A picture on a sheet."""

    def edit(package: Package) -> None:
        image = add_part(package, free_name(package, "xl/media/image{}.png"), _png())
        add_extension(package, "png", "image/png")
        shape = (
            f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="図 {seed}"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
            f'<a:blip xmlns:r="{OFFICE}" r:embed="{{key}}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
            '<xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>'
        )
        _draw(package, seed, "image", image, shape)

    return edit


def chart(seed: int) -> Edit:
    """A chart of the user's own over a column of our table."""

    def edit(package: Package) -> None:
        home = tables(package)["Monthly"]
        letter = get_column_letter(home.left + 2)
        where = f"{quoted(title_of(package, home.sheet))}!${letter}${home.top + 1}:${letter}${home.bottom}"
        part = add_part(
            package,
            free_name(package, "xl/charts/chart{}.xml"),
            _CHART.format(where=where.replace("&", "&amp;").replace("<", "&lt;")),
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        )
        frame = (
            '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="グラフ"/><xdr:cNvGraphicFramePr/>'
            '</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
            f'<a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" xmlns:r="{OFFICE}" r:id="{{key}}"/>'
            "</a:graphicData></a:graphic></xdr:graphicFrame>"
        )
        _draw(package, seed, "chart", part, frame)

    return edit


_CHART = (
    f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWING}"><c:chart><c:plotArea><c:layout/><c:lineChart>'
    '<c:grouping val="standard"/><c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef>'
    "<c:f>{where}</c:f></c:numRef></c:val></c:ser>"
    '<c:axId val="1"/><c:axId val="2"/></c:lineChart><c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/>'
    '<c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/>'
    '<c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea><c:plotVisOnly val="1"/></c:chart></c:chartSpace>'
)


def _draw(package: Package, seed: int, kind: str, target: str, shape: str) -> None:
    """A drawing that shows one thing, on a sheet that has none."""
    free = [part for part in worksheets(package).values() if not package.related(part, "drawing")]
    sheet = random.Random(seed).choice(free)
    drawing = free_name(package, "xl/drawings/drawing{}.xml")
    corners = "".join(
        f"<xdr:{tag}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row>"
        f"<xdr:rowOff>0</xdr:rowOff></xdr:{tag}>"
        for tag, column, row in (("from", 14, 2), ("to", 18, 12))
    )
    add_part(package, drawing, "<x/>", "application/vnd.openxmlformats-officedocument.drawing+xml")
    key = relate(package, drawing, kind, target)
    body = (
        f'<xdr:wsDr xmlns:xdr="{SHEET_DRAWING}" xmlns:a="{DRAWING}"><xdr:twoCellAnchor>{corners}'
        f"{shape.format(key=key)}<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    )
    package.put(drawing, body.encode())
    _refer(package, sheet, "drawing", relate(package, sheet, "drawing", drawing))


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
