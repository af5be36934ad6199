"""Tables as brokers export them, read from text and from a mapping."""

from collections.abc import Callable
from pathlib import Path

from hedge_xl.core.language import LANGUAGES
from workbook.imports.fill import Fill, FillsFile
from workbook.imports.fills import read_fills
from workbook.imports.mapping import Mapping, read_mapping
from workbook.serials import from_serial

FILES = Path(__file__).parent / "files"
HEADER = "約定番号,通貨ペア,売買,約定数量,約定価格,約定日時"
Read = Callable[..., FillsFile]


def told(fill: Fill) -> tuple[str, str, float, float, str]:
    """What makes a fill, its time in words."""
    return fill.id, fill.side, fill.qty, fill.price, f"{from_serial(fill.time):%Y-%m-%d %H:%M:%S}"


def reader(folder: Path) -> Read:
    """Reads a table given as text, with a mapping given as TOML and what options say over it."""

    def reading(text: str, toml: str = "", **options: object) -> FillsFile:
        path = folder / "fills.csv"
        path.write_bytes(text.encode("cp932"))
        (folder / "fills.toml").write_text(toml, encoding="utf-8")
        mapping = read_mapping(folder / "fills.toml")
        return read_fills(path, Mapping(**options).over(mapping))  # type: ignore[arg-type]  # by name

    return reading


def lines(found: FillsFile) -> list[str]:
    """The faults, after a look at their words."""
    for fault in found.faults:
        for language in LANGUAGES:
            assert fault.message.of(language).startswith("fills.csv ")
            assert len(fault.message.of(language).splitlines()) == 1
    return [fault.message.en.removeprefix("fills.csv line ") for fault in found.faults]
