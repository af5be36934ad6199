"""What every edition needs, what to do once, and how to see that it works: said on the guide sheet.

A formula holds these words, and a text in a formula has at most 255 characters.
"""

from collections.abc import Mapping
from typing import Final

from hedge_xl.core.language import Text

HOSTS: Final[Mapping[str, Text]] = {
    "host_native": Text(
        "native版: Excelの標準関数だけで動きます(Python不要)", "native edition: built-in functions only, no Python"
    ),
    "needs_native": Text(
        "Excel 2019以降、Microsoft 365、LibreOfficeのどれか。ほかに入れるものはありません",
        "Excel 2019 or later, Microsoft 365 or LibreOffice; nothing else to install",
    ),
    "first_native": Text("何もありません。開けばすぐ使えます", "Nothing: open it and use it"),
    "works_native": Text(
        "Ctrl+Alt+F9(LibreOfficeではCtrl+Shift+F9)で再計算しても、3行目の「点検」が変わらなければ正常です",
        "Recalculate with Ctrl+Alt+F9 (LibreOffice: Ctrl+Shift+F9): the checks in row 3 must stay as they are",
    ),
    "needs_excel": Text(
        "Windows版のExcel、Python、xlwingsとhedge_xl。MacとWebのExcelでは動きません",
        "Excel for Windows, Python, xlwings and hedge_xl; not for Mac or the web",
    ),
    "first_excel": Text(
        "マクロを有効にし、「VBAプロジェクト オブジェクト モデルへのアクセスを信頼する」に印を付け、"
        "Alt+F8で ImportPythonUDFs を実行",
        "Enable macros, tick Trust access to the VBA project object model, and run ImportPythonUDFs (Alt+F8)",
    ),
    "works_excel": Text(
        "Ctrl+Alt+F9で再計算し、「動作環境」に版番号が出れば動いています。#NAME? なら取り込みがまだです",
        "Recalculate with Ctrl+Alt+F9: Host shows a version number. #NAME? means the functions are not imported yet",
    ),
    "needs_officejs": Text(
        "Excel(Windows・Mac・Web)と、アドインの xlwings Lite または xlwings Server",
        "Excel (Windows, Mac or web) with the add-in xlwings Lite or xlwings Server",
    ),
    "first_officejs": Text(
        "「ホーム」タブの「アドイン」から xlwings Lite を入れ、作業ウィンドウを開いたままにする",
        "Install xlwings Lite from Add-ins on the Home tab, and keep its task pane open",
    ),
    "works_officejs": Text(
        "Ctrl+Alt+F9で再計算し、「動作環境」に版番号が出れば動いています。#NAME? なら作業ウィンドウを開き直す",
        "Recalculate with Ctrl+Alt+F9: Host shows a version number. If it shows #NAME?, open the task pane again",
    ),
    "needs_libreoffice": Text(
        "LibreOffice Calc と、hedge_xlの拡張機能 (.oxt)。Excelでは動きません",
        "LibreOffice Calc with the hedge_xl extension (.oxt); not for Excel",
    ),
    "first_libreoffice": Text(
        "「ツール」→「拡張機能」で hedge_xl の .oxt を入れ、LibreOfficeを開き直す",
        "Add hedge_xl's .oxt under Tools, Extensions, and restart LibreOffice",
    ),
    "works_libreoffice": Text(
        "Ctrl+Shift+F9で再計算し、「動作環境」に版番号が出れば動いています。#NAME? なら拡張機能が入っていません",
        "Recalculate with Ctrl+Shift+F9: Host shows a version number. #NAME? means that the extension is missing",
    ),
}
