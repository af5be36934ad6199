"""Whether the add-in works: LibreOffice itself computes two formulas, and its Python says what it lacks."""

import csv
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hedge_xl import __version__
from hedge_xl.functions import CATALOGUE
from hedge_xl.hosts.libreoffice import SERVICE
from workbook.addin.programs import Office, run_program, shortened

_EXAMPLE: Final = CATALOGUE["HEDGE_UNITS"]
_UNKNOWN: Final = "#NAME?"
_AS_UTF8: Final = "csv:Text - txt - csv (StarCalc):44,34,76,1"
_NAMESPACES: Final = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0"'
    for name, kind in (("office", "office"), ("table", "table"))
)
_DOCUMENT: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<office:document {_NAMESPACES} xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2" '
    'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>'
    '<table:table table:name="hedge_xl"><table:table-row>{cells}</table:table-row></table:table>'
    "</office:spreadsheet></office:body></office:document>\n"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What two cells showed: the version, or why there is none, and a number."""

    version: str
    number: str
    said: str

    @property
    def known(self) -> bool:
        """Whether LibreOffice knows the functions at all."""
        return self.version not in ("", _UNKNOWN)

    @property
    def works(self) -> bool:
        """Whether this version's code gave the example's number."""
        return self.version == __version__ and self.number == f"{_EXAMPLE.example.expected:g}"

    @property
    def shown(self) -> str:
        """What the cells say, for a message."""
        return f"HX_VERSION = {self.version}, {_EXAMPLE.name} = {self.number}"

    @property
    def python(self) -> tuple[int, int] | None:
        """The version of LibreOffice's Python, when the add-in had to name it."""
        found = re.search(r"\(Python (\d+)\.(\d+)", self.version)
        return (int(found[1]), int(found[2])) if found else None


def ask(office: Office) -> Answer:
    """Let LibreOffice compute the two formulas, with the environment of a start from the desktop."""
    formulas = (f"{SERVICE}.HX_VERSION()", f"{SERVICE}{_EXAMPLE.example_formula.replace('=', '.').replace(',', ';')}")
    cells = "".join(f'<table:table-cell table:formula="of:={formula.upper()}"/>' for formula in formulas)
    with tempfile.TemporaryDirectory(prefix="hedge-xl-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "probe.fods").write_text(_DOCUMENT.format(cells=cells), encoding="utf-8")
        done = run_program(
            office.soffice,
            *office.options,
            *("--headless", "--norestore", "--nologo", "--convert-to", _AS_UTF8, "--outdir", folder),
            folder / "probe.fods",
        )
        made = folder / "probe.csv"
        rows = list(csv.reader(made.read_text(encoding="utf-8-sig").splitlines())) if made.is_file() else []
    version, number = (*(rows[0] if rows else ()), "", "")[:2]
    return Answer(version, number, shortened(done.text))
