"""The task pane beside the open workbook: its page, in the server's language or the one that is asked for."""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from hedge_xl import __version__
from hedge_xl.core.language import Text
from hedge_xl.functions.settings import current_language
from workbook.books import BOOKS

PATHS: Final = ("/taskpane", "/taskpane.html")
_WORDS: Final = {
    "title": Text("hedge_xl", "hedge_xl"),
    "now": Text("今月の指示", "This month"),
    "show": Text("指示を読む", "Read the instruction"),
    "month": Text("月次の更新", "Enter a month end"),
    "month_month": Text("月", "Month"),
    "month_a_usd": Text("米株の評価額 (ドル)", "Shares (USD)"),
    "month_spot": Text("月末のUSDJPY", "USDJPY"),
    "month_swap": Text("スワップ (円)", "Swap (JPY)"),
    "month_spx": Text("S&P500", "S&P 500"),
    "month_average": Text("USDJPYの200日平均", "200-day average"),
    "correct": Text("すでにある値を置き換える", "Replace values that are there"),
    "enter": Text("台帳に入れる", "Enter it"),
    "fill": Text("約定の記録", "Record a fill"),
    "fill_id": Text("注文番号", "Order ID"),
    "fill_side": Text("売買", "Side"),
    "sell": Text("売", "SELL"),
    "buy": Text("買", "BUY"),
    "fill_qty": Text("数量 (通貨)", "Units"),
    "fill_price": Text("約定価格", "Price"),
    "fill_quote": Text("発注時の気配", "Quote"),
    "fill_time": Text("約定日時 (日本時間)", "Time (Japan)"),
    "record": Text("ログに足す", "Add to the log"),
    "check": Text("点検", "Check"),
    "check_do": Text("このブックを点検する", "Check this workbook"),
    "new": Text("新しいブック", "New workbook"),
    "template": Text("ひな形", "Template"),
    "new_do": Text("新しいブックで開く", "Open it as a new workbook"),
    "more": Text("自分の値で作るページ", "The page with all settings"),
    "optional": Text("任意", "optional"),
    "busy": Text("実行しています…", "Working…"),
    "failed": Text("できませんでした", "It could not be done"),
    "opened": Text("新しいブックを開きました", "The new workbook is open"),
}


async def task_pane(request: Request) -> Response:
    """The pane; xlwings' own scripts are those of its base page."""
    from xlwings_server.templates import TemplateResponse

    asked = request.query_params.get("lang")
    language = "en" if asked == "en" else "ja" if asked == "ja" else current_language()
    context: dict[str, Any] = {
        "lang": language,
        "say": {key: text.of(language) for key, text in _WORDS.items()},
        "books": [(book.key, book.title.of(language)) for book in BOOKS.values()],
        "version": __version__,
    }
    response: Response = TemplateResponse(request=request, name="pane.html", context=context)
    return response
