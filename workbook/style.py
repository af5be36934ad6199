"""How cells look: one place for fonts, colours and borders. Blue and orange stay apart for every kind of eyesight."""

from dataclasses import dataclass, replace
from typing import Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

from hedge_xl.core.language import Language
from workbook.spec import Cell, Column

FONTS: Final[dict[Language, str]] = {"ja": "Yu Gothic", "en": "Calibri"}
_NAVY, _BLUE, _GREY, _INK = "1F3864", "1F3FBF", "7F7F7F", "000000"
_YELLOW, _PALE, _MIST, _AMBER, _SKY = "FFF7D6", "F2F2F2", "EAF1F8", "FFD08A", "D9E7F7"
TITLE_INK, CHART_INK, GRID_INK = _NAVY, "595959", "DDE1E7"
_LINE: Final = Side(style="thin", color="D0D5DD")
_GRID: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


@dataclass(frozen=True, slots=True)
class Look:
    """Appearance of a cell."""

    size: float = 10
    bold: bool = False
    colour: str = _INK
    fill: str | None = None
    grid: bool = False
    horizontal: str | None = None
    wrap: bool = False
    indent: int = 0
    vertical: str = "center"
    shrink: bool = False

    def font(self, language: Language) -> Font:
        """Font in the language's typeface."""
        return Font(name=FONTS[language], size=self.size, bold=self.bold, color=self.colour)

    @property
    def pattern(self) -> PatternFill | None:
        """Solid fill, if any."""
        return PatternFill("solid", fgColor=self.fill) if self.fill else None

    @property
    def border(self) -> Border | None:
        """Thin grid lines, if any."""
        return _GRID if self.grid else None

    @property
    def alignment(self) -> Alignment:
        """Vertical centre but for captions, so that a tall row stays readable."""
        return Alignment(
            self.horizontal, vertical=self.vertical, wrap_text=self.wrap, shrink_to_fit=self.shrink, indent=self.indent
        )


LOOKS: Final[dict[str, Look]] = {
    "": Look(),
    "heading": Look(16, bold=True, colour=_NAVY),
    "intro": Look(10, colour="404040"),
    "status": Look(11, bold=True, colour=_NAVY),
    "title": Look(12, bold=True, colour=_NAVY),
    "units": Look(8, colour=_GREY, horizontal="center"),
    "header": Look(10, bold=True, colour="FFFFFF", fill=_NAVY, grid=True, horizontal="center", wrap=True),
    "label": Look(bold=True, grid=True),
    "name": Look(9, bold=True, grid=True, indent=1, horizontal="left"),
    "number": Look(bold=True, horizontal="center"),
    "wide": Look(horizontal="left", indent=1),
    "note": Look(9.5, grid=True, horizontal="left", wrap=True, indent=1),
    "caption": Look(9, colour="595959", wrap=True, vertical="top"),
    "unit": Look(9, colour="404040", grid=True, horizontal="center"),
    "source": Look(9, colour=_GREY, grid=True, horizontal="center"),
    "input": Look(colour=_BLUE, fill=_YELLOW, grid=True),
    "formula": Look(grid=True),
    "fixed": Look(grid=True, horizontal="right", indent=1),
    "reason": Look(9, colour="404040", grid=True, horizontal="left", indent=1),
    "check": Look(fill=_MIST, grid=True),
    "working": Look(9, colour=_GREY, fill=_PALE, grid=True),
    "count": Look(bold=True, fill=_MIST, grid=True, horizontal="center"),
    "verdict": Look(bold=True, fill=_SKY, grid=True, horizontal="left", indent=1),
    "tick": Look(13, colour=_BLUE, fill=_YELLOW, grid=True, horizontal="center"),
    "figure": Look(12, bold=True, fill=_SKY, grid=True, horizontal="center"),
    "mark": Look(40, bold=True, colour=_NAVY, fill=_SKY, grid=True, horizontal="center"),
    "banner": Look(36, bold=True, colour=_NAVY, fill=_SKY, grid=True, horizontal="left", indent=1, shrink=True),
    "order": Look(18, bold=True, colour=_NAVY, grid=True, horizontal="center"),
    "head": Look(9, bold=True, colour="FFFFFF", fill=_NAVY, grid=True, horizontal="center"),
    "value": Look(11, bold=True, grid=True, horizontal="right", indent=1, shrink=True),
    "next": Look(12, bold=True, colour=_NAVY, fill=_SKY, grid=True, horizontal="left", indent=1, wrap=True),
    "big": Look(16, bold=True, colour=_NAVY, fill=_SKY, grid=True, horizontal="center"),
}
CHART_ROW: Final = 15.0  # points of each row that is kept free for a chart
HEIGHTS: Final[dict[str, float]] = {
    "heading": 26,
    "status": 20,
    "title": 20,
    "header": 33,
    "big": 32,
    "banner": 66,
    "order": 34,
    "next": 30,
}


def column_look(column: Column) -> Look:
    """How the cells of a table's column look."""
    look = LOOKS["working" if column.working else column.kind]
    if column.align or column.kind == "check":
        return replace(look, horizontal=column.align or "center")
    return replace(look, horizontal="left", indent=1) if column.format == "@" else look


def cell_look(cell: Cell) -> Look:
    """How a named cell looks."""
    return LOOKS[cell.style] if cell.style else replace(LOOKS[cell.kind], horizontal="right", indent=1)


def alert() -> DifferentialStyle:
    """Highlight of a cell that asks for attention: colour and weight, so that it survives a grey printout."""
    return DifferentialStyle(
        font=Font(bold=True, color="7A2E00"), fill=PatternFill("solid", bgColor=_AMBER, fgColor=_AMBER)
    )


def unseen() -> DifferentialStyle:
    """Letters in the colour of the workings around them."""
    return DifferentialStyle(font=Font(color=_PALE))
