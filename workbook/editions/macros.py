"""The macros of the excel edition: xlwings' own VBA project, put into a workbook and taken out again.

The project comes from the xlwings package that is installed, since its macros work with exactly that version. Nobody
but Excel can change a VBA project, so the functions are imported there once (the guide sheet says how).
"""

import hashlib
import zipfile
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from hedge_xl.core.errors import ChoiceError
from hedge_xl.core.language import Text
from workbook.edit.new_parts import add_part, drop_part, relate, unrelate
from workbook.editions.code_names import drop_code_names, give_code_names
from workbook.editions.main_type import set_macro_enabled
from workbook.package import Package
from workbook.stamp import MACROS
from workbook.stamp_part import read_stamp, write_stamp

PART: Final = "xl/vbaProject.bin"
KIND: Final = "vbaProject"
CONTENT_TYPE: Final = "application/vnd.ms-office.vbaProject"
RELATIONSHIP: Final = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_CONTAINER: Final = "quickstart_standalone.xlsm"
_MISSING: Final = Text(
    'excel版を作るには xlwings が要ります。`python -m pip install "hedge-xl[excel]"` を実行してください。',
    'the excel edition needs xlwings: run `python -m pip install "hedge-xl[excel]"`.',
)


def xlwings_version() -> str | None:
    """The version of xlwings that is installed; None when there is none."""
    try:
        return version("xlwings")
    except PackageNotFoundError:
        return None


def vba_project() -> bytes:
    """The VBA project that xlwings ships for workbooks that need no add-in."""
    spec = find_spec("xlwings")  # found without being imported: that would load pandas
    folders = spec.submodule_search_locations if spec is not None else None
    container = Path(next(iter(folders or ()), "")) / _CONTAINER
    if not folders or not container.is_file():
        raise ChoiceError(_MISSING, "--host / --to")
    with zipfile.ZipFile(container) as archive:
        return archive.read(PART)


def has_macros(package: Package) -> bool:
    """Whether the file holds a VBA project, whosever."""
    return bool(package.related(package.workbook_part, KIND))


def macros_are_ours(package: Package) -> bool:
    """Whether its VBA project is the one that we put there, unchanged."""
    (part,) = package.related(package.workbook_part, KIND) or ("",)
    return bool(part) and read_stamp(package, MACROS) == _digest(package.read(part))


def macros_are_outdated(package: Package) -> bool:
    """Whether they are ours, and xlwings has become another version since."""
    (part,) = package.related(package.workbook_part, KIND) or ("",)
    return macros_are_ours(package) and xlwings_version() is not None and package.read(part) != vba_project()


def put_macros(package: Package) -> None:
    """Make it a workbook with xlwings' macros."""
    project = vba_project()
    add_part(package, PART, project, CONTENT_TYPE)
    relate(package, package.workbook_part, RELATIONSHIP, PART)
    set_macro_enabled(package, enabled=True)
    give_code_names(package)
    write_stamp(package, {MACROS: _digest(project)})


def drop_macros(package: Package) -> None:
    """Make it a workbook without macros."""
    for part in package.related(package.workbook_part, KIND):
        unrelate(package, package.workbook_part, part)
        drop_part(package, part)
    set_macro_enabled(package, enabled=False)
    drop_code_names(package)
    write_stamp(package, {MACROS: None})


def _digest(project: bytes) -> str:
    return hashlib.sha256(project).hexdigest()[:16]
