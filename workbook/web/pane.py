"""The task pane beside the open workbook: its page, in the server's language or the one that is asked for."""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from hedge_xl import __version__
from hedge_xl.core.language import Language, Text
from hedge_xl.functions.settings import current_language
from workbook.books import BOOKS
from workbook.ledger import LEDGER
from workbook.text import WORDS

PATHS: Final = ("/taskpane", "/taskpane.html")
_WORDS: Final = {
    "title": Text("hedge_xl", "hedge_xl"),
    "now": Text("今月の指示", "This month"),
    "show": Text("指示を読む", "Read the instruction"),
    "month": Text("月次の更新", "Enter a month end"),
    "correct": Text("すでにある値を置き換える", "Replace values that are there"),
    "enter": Text("台帳に入れる", "Enter it"),
    "fill": Text("約定の記録", "Record a fill"),
    "record": Text("ログに足す", "Add to the log"),
    "check": Text("点検", "Check"),
    "check_do": Text("このブックを点検する", "Check this workbook"),
    "new": Text("新しいブック", "New workbook"),
    "template": Text("ひな形", "Template"),
    "new_do": Text("新しいブックで開く", "Open it as a new workbook"),
    "more": Text("自分の値で作るページ", "The page with all settings"),
    "japan_time": Text("日本時間", "Japan time"),
    "optional": Text("任意", "optional"),
    "busy": Text("実行しています…", "Working…"),
    "failed": Text("できませんでした", "It could not be done"),
    "opened": Text("新しいブックを開きました", "The new workbook is open"),
}
_COLUMNS: Final = {
    "month": ("monthly", "month"),
    "a_usd": ("monthly", "a_usd"),
    "spot": ("monthly", "spot"),
    "swap": ("monthly", "swap"),
    "spx": ("market", "spx"),
    "average": ("market", "ma200"),
    **{key: ("log", key) for key in ("id", "side", "qty", "price", "quote", "time")},
}
"""The fields of the forms, and the columns of the ledger into which they go: what those are called, they are called."""


async def task_pane(request: Request) -> Response:
    """The pane; xlwings' own scripts are those of its base page."""
    from xlwings_server.templates import TemplateResponse

    asked = request.query_params.get("lang")
    language = "en" if asked == "en" else "ja" if asked == "ja" else current_language()
    context: dict[str, Any] = {
        "lang": language,
        "say": {key: text.of(language) for key, text in _WORDS.items()},
        "field": _labels(language),
        "side": {"SELL": WORDS["side_sell"].of(language), "BUY": WORDS["side_buy"].of(language)},
        "books": [(book.key, book.title.of(language)) for book in BOOKS.values()],
        "version": __version__,
    }
    response: Response = TemplateResponse(request=request, name="pane.html", context=context)
    return response


def _labels(language: Language) -> dict[str, dict[str, str]]:
    """Of every field its name, its unit if it is a number, and what it means."""
    columns = {(table.key, column.key): column for table in LEDGER.tables for column in table.columns}
    labels = {}
    for field, place in _COLUMNS.items():
        column = columns[place]
        number = column.validation is not None and column.validation.kind == "decimal"
        unit = column.unit.of(language) if number else ""
        labels[field] = {"name": column.header.of(language), "unit": unit, "help": column.help.of(language)}
    labels["time"]["unit"] = _WORDS["japan_time"].of(language)
    return labels
