"""Excel itself and its settings, as the registry tells them."""

import ntpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hedge_xl.core.language import Text
from workbook.windows.machine import Hive, Machine
from workbook.windows.python_probes import Python, talking
from workbook.windows.verdict import Verdict

_USER: Final[Hive] = "HKEY_CURRENT_USER"
_MACHINE: Final[Hive] = "HKEY_LOCAL_MACHINE"
_CLICK_TO_RUN: Final = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_APP_PATH: Final = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_COM_CLASS: Final = r"Excel.Application\CLSID"
_SECURITY: Final = r"Software\Microsoft\Office\16.0\Excel\Security"
_POLICY: Final = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
_PLATFORMS: Final = {"x86": 32, "x64": 64}
_NO_MACROS: Final = 4  # VBAWarnings: disable all macros without a word
_SIGNED_ONLY: Final = 3

_NO_EXCEL: Final = Text(
    "Windows版のExcel(デスクトップアプリ)が見つかりません。", "the desktop Excel for Windows is not found."
)
_GET_EXCEL: Final = Text(
    "Excelを入れるか、native版かofficejs版を使ってください(`hedge-xl rehost FILE --to native`)。",
    "install Excel, or use the native or officejs edition (`hedge-xl rehost FILE --to native`).",
)
_EXCEL: Final = Text("Excel {version}({bits}ビット)", "Excel {version} ({bits} bits)")
_NO_COM: Final = Text(
    "Excelが他のプログラムからの呼び出し(COM)に登録されていません。",
    "Excel is not registered for calls by other programs (COM).",
)
_REPAIR: Final = Text(
    "Windowsの「設定」→「アプリ」→ Office →「変更」→「クイック修復」を実行してください。",
    "run Windows Settings > Apps > Office > Modify > Quick Repair.",
)
_COM: Final = Text("Excelは他のプログラムから呼び出せます(COM)。", "Excel can be called by other programs (COM).")
_TRUSTED: Final = Text(
    "「VBAプロジェクト オブジェクト モデルへのアクセスを信頼する」は有効です。",
    "Trust access to the VBA project object model is on.",
)
_NOT_TRUSTED: Final = Text(
    "「VBAプロジェクト オブジェクト モデルへのアクセスを信頼する」が無効です。関数を取り込めません。",
    "Trust access to the VBA project object model is off: functions cannot be imported.",
)
_TRUST: Final = Text(
    "Excelの「ファイル」→「オプション」→「トラスト センター」→「設定」→「マクロの設定」で印を付けてください。",
    "tick it in Excel: File > Options > Trust Center > Settings > Macro Settings.",
)
_BY_POLICY: Final = Text(
    "組織の方針(グループ ポリシー)で決まっています。管理者に相談するか、native版を使ってください。",
    "it is set by your organisation's policy: ask its administrator, or use the native edition.",
)
_MACROS_OFF: Final = Text("Excelがすべてのマクロを無効にしています。", "Excel disables all macros.")
_SIGNED: Final = Text(
    "Excelが署名のないマクロを無効にしています。このブックのマクロには署名がありません。",
    "Excel disables macros without a signature, and those of the workbook have none.",
)
_MACROS_ON: Final = Text("マクロは、確認してから有効にできます。", "macros can be enabled when Excel asks.")
_MACROS: Final = Text(
    "同じ「マクロの設定」で「警告して、VBAマクロを無効にする」を選び、ブックを開いて「コンテンツの有効化」を押してください。",
    "choose Disable VBA macros with notification under Macro Settings, open the workbook and click Enable Content.",
)
_DLL: Final = Text("Excelに合う {name} があります。", "{name}, which this Excel needs, is there.")
_NO_DLL: Final = Text(
    "Excel({excel}ビット)が要る {name} がPython({python}ビット)のそばにありません。",
    "{name}, which Excel ({excel} bits) needs, is not beside Python ({python} bits).",
)
_DLL_AGAIN: Final = Text(
    '`"{path}" -m pip install --force-reinstall xlwings=={version}` を実行してください。'
    "Excelと同じビット数のPythonならなお確実です。",
    'run `"{path}" -m pip install --force-reinstall xlwings=={version}`; a Python of as many bits as Excel is safest.',
)
_ADDIN: Final = Text("xlwingsのアドインが入っています。", "xlwings' add-in is installed.")
_NO_ADDIN: Final = Text(
    "xlwingsのアドインはありません(excel版のブックには要りません)。",
    "xlwings' add-in is not installed (workbooks of the excel edition do without).",
)


@dataclass(frozen=True, slots=True)
class Excel:
    """The Excel that is installed; 0 bits where they cannot be told."""

    version: str
    bits: int


def installed(machine: Machine) -> Excel | None:
    """The desktop Excel, as its installer noted it."""
    version = machine.registry(_MACHINE, _CLICK_TO_RUN, "VersionToReport")
    platform = machine.registry(_MACHINE, _CLICK_TO_RUN, "Platform")
    program = machine.registry(_MACHINE, _APP_PATH, "")
    if program is None or not machine.exists(str(program)):
        return None
    bits = machine.bits(str(program)) or _PLATFORMS.get(str(platform), 0)
    return Excel(str(version or "?"), bits)


def excel_verdicts(machine: Machine, python: Python | None) -> Iterator[Verdict]:
    """Everything of Excel's own."""
    excel = installed(machine)
    if excel is None:
        yield Verdict("excel-missing", "error", _NO_EXCEL, _GET_EXCEL)
        return
    yield Verdict("excel", "ok", _EXCEL.format(version=excel.version, bits=excel.bits or "?"))
    yield com(machine)
    yield trust(machine)
    yield macros(machine)
    if python is not None and python.xlwings and excel.bits:
        yield dll(machine, python, excel)
    yield addin(machine)


def com(machine: Machine) -> Verdict:
    """Whether other programs can reach Excel."""
    if machine.registry("HKEY_CLASSES_ROOT", _COM_CLASS, "") is None:
        return Verdict("com-missing", "error", _NO_COM, _REPAIR)
    return Verdict("com", "ok", _COM)


def trust(machine: Machine) -> Verdict:
    """Whether the functions can be imported into a workbook. A policy goes before the user's setting."""
    value, by_policy = _setting(machine, "AccessVBOM")
    if value == 1:
        return Verdict("vba-access", "ok", _TRUSTED)
    return Verdict("vba-access-off", "error", _NOT_TRUSTED, _BY_POLICY if by_policy else _TRUST)


def macros(machine: Machine) -> Verdict:
    """Whether macros can run."""
    value, by_policy = _setting(machine, "VBAWarnings")
    if value in (_NO_MACROS, _SIGNED_ONLY):
        text = _MACROS_OFF if value == _NO_MACROS else _SIGNED
        return Verdict("macros-off", "error", text, _BY_POLICY if by_policy else _MACROS)
    return Verdict("macros", "ok", _MACROS_ON)


def dll(machine: Machine, python: Python, excel: Excel) -> Verdict:
    """Whether the library by which Excel reaches Python is there in Excel's own bits: beside Python, or one above."""
    name = f"xlwings{excel.bits}-{python.xlwings}.dll"
    folder = ntpath.dirname(python.path)
    if any(machine.exists(ntpath.join(place, name)) for place in (folder, ntpath.dirname(folder))):
        return Verdict("dll", "ok", _DLL.format(name=name))
    text = _NO_DLL.format(name=name, excel=excel.bits, python=python.bits)
    return Verdict("dll-missing", "error", text, _DLL_AGAIN.format(path=talking(python.path), version=python.xlwings))


def addin(machine: Machine) -> Verdict:
    """xlwings' add-in; nothing here needs it."""
    path = ntpath.join(machine.variable("APPDATA"), "Microsoft", "Excel", "XLSTART", "xlwings.xlam")
    there = machine.exists(path)
    return Verdict("addin" if there else "no-addin", "info", _ADDIN if there else _NO_ADDIN)


def _setting(machine: Machine, name: str) -> tuple[str | int | None, bool]:
    """A setting of Excel's security, and whether a policy made it."""
    by_policy = machine.registry(_USER, _POLICY, name)
    return (by_policy, True) if by_policy is not None else (machine.registry(_USER, _SECURITY, name), False)
