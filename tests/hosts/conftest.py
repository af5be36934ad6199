"""Windows as far as xlwings sees it: pywin32 stood in for, and calls as Excel makes them."""

import io
import os
import sys
from types import ModuleType, SimpleNamespace
from unittest.mock import MagicMock

import pytest
from calc_office import Calc, copied, needed, new_home, ordinary_user, private_profile

from workbook.addin.install import install
from workbook.addin.programs import find_office

CLASSIC = "hedge_xl.hosts.classic"
PYWIN32 = ("pythoncom", "pywintypes", "win32com", "win32com.client", "win32api", "win32event")


class ComError(Exception):
    """Stands in for pywintypes.com_error."""


@pytest.fixture
def udfs(monkeypatch):
    """xlwings' COM module as Windows would load it, and our host module registered with it."""
    xlwings = pytest.importorskip("xlwings", reason="the extra 'excel' is not installed")
    for name in PYWIN32:
        monkeypatch.setitem(sys.modules, name, MagicMock(name=name, com_error=ComError))
    monkeypatch.setitem(sys.modules, "xlwings.com_server", ModuleType("xlwings.com_server"))
    sys.modules["xlwings.com_server"].loop = None
    windows = SimpleNamespace(is_range_instance=lambda _: False, Range=MagicMock())
    monkeypatch.setattr(xlwings, "_xlwindows", windows, raising=False)
    monkeypatch.setattr(xlwings, "engines", {"excel": object()})
    monkeypatch.delitem(sys.modules, "xlwings.udfs", raising=False)
    import xlwings.udfs as module

    monkeypatch.setattr(module, "__pro__", False)  # as for a user without a licence key
    for name in ("func", "arg", "ret"):
        monkeypatch.setattr(xlwings, name, getattr(module, f"xl{name}"))
    monkeypatch.delitem(sys.modules, CLASSIC, raising=False)
    yield module
    for name in ("xlwings.udfs", CLASSIC):
        sys.modules.pop(name, None)


@pytest.fixture
def call(udfs):
    """A call as Excel makes it: values through COM, xlwings in between."""
    return lambda name, *args: udfs.call_udf(CLASSIC, name, args, None, MagicMock())


@pytest.fixture
def vba(udfs):
    """The VBA that xlwings writes into a workbook for the whole catalogue."""
    text = io.StringIO()
    module = udfs.get_udf_module(CLASSIC, None)
    udfs.generate_vba_wrapper(CLASSIC, module, text, SimpleNamespace(Name="ledger.xlsm"))
    return text.getvalue()


@pytest.fixture(scope="session")
def calc_installed():
    """A LibreOffice with a private profile into which our own code has put the add-in, and a home for its user."""
    missing = needed()
    if missing:
        pytest.skip(missing)
    with new_home() as home:
        office = find_office(private_profile(home, "en-US"))
        with ordinary_user(home):
            answer = install(office)
        yield office, home, answer


@pytest.fixture(scope="session")
def calc(calc_installed):
    """The same LibreOffice with English menus, listening."""
    office, home, _ = calc_installed
    running = Calc(office, home, f"hedge-xl-{os.getpid()}")
    yield running
    running.close()


@pytest.fixture(scope="session")
def calc_in_japanese(calc_installed):
    """Another one with Japanese menus and a Japanese locale, in a copy of the profile."""
    office, home, _ = calc_installed
    running = Calc(copied(office, home, "profile-ja", "ja-JP"), home, f"hedge-xl-{os.getpid()}-ja")
    yield running
    running.close()
