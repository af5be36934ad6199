"""Telling of cells in which the user's own formula or value stands in place of ours."""

from collections.abc import Sequence
from typing import Final

from hedge_xl.core.language import Language, Text

SHOWN: Final = 20
MORE: Final = Text("△ ほかに{count}個", "△ and {count} more")
_KEPT: Final = Text(
    "△ {where}: 自分で書き換えた式か値なので、そのまま残しました。元の式は `hedge-xl validate` で確かめられます。",
    "△ {where}: kept as you have changed it; `hedge-xl validate` shows the original formula.",
)
_BUILT: Final = Text(
    "△ 上のセルを使う値は hedge-xl では計算できません。"
    "表計算ソフトで開いて再計算し(LibreOfficeは Ctrl+Shift+F9)、保存してください。",
    "△ what builds on these cells is not for hedge-xl to compute: open the file in your spreadsheet, recalculate "
    "(LibreOffice: Ctrl+Shift+F9) and save.",
)


def listed(text: Text, places: Sequence[str], language: Language) -> list[str]:
    """A line for each of the first places, and how many there are besides."""
    lines = [text.of(language).format(where=where) for where in places[:SHOWN]]
    return [*lines, MORE.of(language).format(count=len(places) - SHOWN)] if len(places) > SHOWN else lines


def kept_lines(places: Sequence[str], language: Language) -> list[str]:
    """What to know and to do where something of the user's stands in place of a formula of ours."""
    return [*listed(_KEPT, places, language), _BUILT.of(language)] if places else []
