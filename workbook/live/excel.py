"""The Excel that runs on this computer, and the workbook that the user means in it."""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from hedge_xl.core.language import Text
from workbook.errors import FileError
from workbook.live.excel_book import ExcelBook

_WINDOWS_ONLY: Final = Text(
    "開いているブックを変更できるのはWindowsのExcelだけです。閉じて、--live なしで実行してください。",
    "an open workbook can be changed in Excel on Windows only; close it and run this without --live.",
)
_NO_XLWINGS: Final = Text(
    'xlwings がありません。`python -m pip install "hedge-xl[excel]"` を実行してください。',
    'xlwings is not installed: run `python -m pip install "hedge-xl[excel]"`.',
)
_NO_EXCEL: Final = Text(
    "Excelが動いていません。ブックをExcelで開くか、--live なしで実行してください。",
    "Excel is not running; open the workbook in Excel, or run this without --live.",
)
_NOT_OPEN: Final = Text(
    "Excelで開かれていません。Excelで開くか、--live なしで実行してください。",
    "it is not open in Excel; open it there, or run this without --live.",
)
_TWICE: Final = Text(
    "同じ名前のブックが複数開かれています。1つだけにしてやり直してください。",
    "more than one workbook of that name is open; leave one and try again.",
)
_PRIVATE: Final = r"https://d\.docs\.live\.net/[0-9a-f]+"
_BUSINESS: Final = r"https://[a-z0-9-]+-my\.sharepoint\.com/personal/[^/]+/documents"
ONEDRIVE: Final[Mapping[str, str]] = {
    "OneDrive": f"{_PRIVATE}|{_BUSINESS}",
    "OneDriveConsumer": _PRIVATE,
    "OneDriveCommercial": _BUSINESS,
}
"""Variables that name OneDrive's folders, the one that says least first, and where on the web such a folder is."""
_ATTEMPTS: Final = 50  # at a call that a busy Excel turns away; xlwings by itself never gives up


def running_book(path: Path) -> ExcelBook:
    """The workbook as it is open in Excel; a `FileError` says in one line what is not there."""
    xlwings = load_xlwings(path.name)
    apps = list(xlwings.apps)
    if not apps:
        raise FileError(_NO_EXCEL, path.name)
    onedrive = {name: os.environ.get(name, "") for name in ONEDRIVE}
    here = [book for app in apps for book in app.books if is_at(str(book.api.FullName), path, onedrive)]
    if len(here) != 1:
        raise FileError(_TWICE if here else _NOT_OPEN, path.name)
    return ExcelBook(here[0], excel_errors(xlwings))


def load_xlwings(file: str) -> Any:
    """xlwings, told not to wait forever; a `FileError` where it cannot work."""
    if sys.platform != "win32":
        raise FileError(_WINDOWS_ONLY, file)
    try:
        import xlwings
    except ImportError as error:
        raise FileError(_NO_XLWINGS, file) from error
    xlwings._xlwindows.N_COM_ATTEMPTS = _ATTEMPTS
    return xlwings


def excel_errors(xlwings: Any) -> tuple[type[Exception], ...]:
    """What a call of Excel fails with."""
    windows = xlwings._xlwindows
    return windows.pywintypes.com_error, windows.ExcelBusyError


def is_at(full_name: str, path: Path, onedrive: Mapping[str, str]) -> bool:
    """Whether a workbook of that full name is the file at a path.

    Of a file in one of the ``onedrive`` folders, by their variables, Excel tells its address on the web: that of the
    folder, and the rest of the path. Any other address that ends alike is another workbook.
    """
    if "://" not in full_name:
        return _normal(full_name) in (_normal(str(path.resolve())), _normal(os.path.abspath(path)))
    address, here = unquote(full_name).casefold(), _normal(os.path.abspath(path))
    folders = {_normal(onedrive[name]).rstrip("/") + "/": web for name, web in ONEDRIVE.items() if onedrive.get(name)}
    return any(
        here.startswith(folder) and re.fullmatch(f"(?:{web})/{re.escape(here.removeprefix(folder))}", address)
        for folder, web in folders.items()
    )


def _normal(path: str) -> str:
    """Windows knows no case and two separators."""
    return path.replace("\\", "/").casefold()
