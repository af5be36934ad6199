"""Why a file is refused and what to do about it, in both languages."""

from typing import Final

from hedge_xl.core.language import Text

MISSING: Final = Text(
    "ファイルが見つかりません。場所と名前を確かめてください。", "no such file; check the folder and the name."
)
DIRECTORY: Final = Text(
    "フォルダです。中のブック (.xlsx) を指定してください。", "this is a folder; name a workbook (.xlsx) in it."
)
NO_PERMISSION: Final = Text(
    "読み取る権限がありません。ファイルの権限を確かめ、開いているプログラムを閉じてください。",
    "no permission to read it; check the file's permissions and close programs that hold it open.",
)
UNREADABLE: Final = Text(
    "読み取れません（{reason}）。手元のディスクにコピーしてやり直してください。",
    "cannot be read ({reason}); copy it to a local disk and try again.",
)
EMPTY: Final = Text(
    "中身のないファイル (0 バイト) です。バックアップを使うか、ダウンロードし直してください。",
    "the file is empty (0 bytes); use a backup or download it again.",
)
OLE: Final = Text(
    "古い形式 (.xls) か、パスワードで暗号化されたブックです。"
    "Excel で開き、パスワードがあれば外し、「Excel ブック (.xlsx)」で保存してください。",
    "either an old-format workbook (.xls) or one encrypted with a password; "
    'open it in Excel, remove the password if it has one, and save it as "Excel Workbook (.xlsx)".',
)
PLAIN_TEXT: Final = Text(
    "名前は Excel ですが中身は文字データ（CSV など）です。Excel で開き、「Excel ブック (.xlsx)」で保存してください。",
    "the contents are text (such as CSV), whatever the name says; "
    'open it in Excel and save it as "Excel Workbook (.xlsx)".',
)
NOT_ZIP: Final = Text(
    "Excel ブック (.xlsx) ではありません。Excel で開けるなら「Excel ブック (.xlsx)」で保存してください。",
    'not an Excel workbook (.xlsx); if Excel can open it, save it as "Excel Workbook (.xlsx)".',
)
CORRUPT: Final = Text(
    "ファイルが途中で切れているか壊れています。バックアップを使うか、ダウンロードし直してください。",
    "the file is cut short or corrupt; use a backup or download it again.",
)
NOT_WORKBOOK: Final = Text(
    "Excel ブックではありません（Word など別の種類のファイルです）。ブック (.xlsx) を指定してください。",
    "not an Excel workbook (another kind of file, such as a Word document); name a workbook (.xlsx).",
)
BINARY_WORKBOOK: Final = Text(
    "バイナリ ブック (.xlsb) は扱えません。「Excel ブック (.xlsx)」で保存してください。",
    'a binary workbook (.xlsb) cannot be handled; save it as "Excel Workbook (.xlsx)".',
)
STRICT_WORKBOOK: Final = Text(
    "「完全 Open XML」形式のブックは扱えません。「Excel ブック (.xlsx)」で保存してください。",
    'a "Strict Open XML" workbook cannot be handled; save it as plain "Excel Workbook (.xlsx)".',
)
DUPLICATE_PART: Final = Text(
    "同じ名前の部品「{part}」が二つあり、どちらが正しいか決められません。信頼できるコピーを使ってください。",
    'it holds two parts named "{part}" and nothing says which is right; use a copy that you trust.',
)
UNSAFE_PART: Final = Text(
    "危険な部品名「{part}」を含むため開きません。信頼できるコピーを使ってください。",
    'it holds a part with the unsafe name "{part}" and is not opened; use a copy that you trust.',
)
TOO_LARGE: Final = Text(
    "展開すると大きすぎる（上限 {limit} MiB、または異常な圧縮率）ため開きません。信頼できるコピーを使ってください。",
    "it unpacks to too much (over {limit} MiB, or an absurd compression ratio) and is not opened; "
    "use a copy that you trust.",
)
TOO_MANY_PARTS: Final = Text(
    "部品が多すぎる（上限 {limit} 個）ため開きません。信頼できるコピーを使ってください。",
    "it holds too many parts (over {limit}) and is not opened; use a copy that you trust.",
)
TWICE: Final = Text(
    "「{name}」という{what}が二つあり、どちらが正しいか決められません。Excel で開いて保存し直すか、"
    "信頼できるコピーを使ってください。",
    '{what} "{name}" is there twice and nothing says which is right; open it in Excel and save it again, '
    "or use a copy that you trust.",
)
BAD_TABLE: Final = Text(
    "部品「{part}」の表「{name}」の範囲 {ref} が正しくありません。Excel で開いて保存し直すか、"
    "バックアップを使ってください。",
    'table "{name}" in part "{part}" has the range {ref}, which cannot be right; '
    "open the file in Excel and save it again, or use a backup.",
)
MISSING_PART: Final = Text(
    "部品「{part}」がありません。Excel で開いて保存し直すか、バックアップを使ってください。",
    'the part "{part}" is missing; open it in Excel and save it again, or use a backup.',
)
BAD_XML: Final = Text(
    "部品「{part}」の XML が壊れています。Excel で開いて保存し直すか、バックアップを使ってください。",
    'the XML of part "{part}" is broken; open it in Excel and save it again, or use a backup.',
)
DTD: Final = Text(
    "部品「{part}」に、ブックにあってはならない DTD（実体定義）があるため開きません。"
    "信頼できるコピーを使ってください。",
    'part "{part}" holds a DTD (entity definitions), which no workbook may have; use a copy that you trust.',
)
BAD_CELL: Final = Text(
    "部品「{part}」のセル {cell} を解釈できません（{found}）。Excel で開いて保存し直してください。",
    'cell {cell} in part "{part}" cannot be understood ({found}); open the file in Excel and save it again.',
)
