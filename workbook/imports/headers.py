"""The headers under which brokers write what the ledger needs, and which of a file's columns that makes."""

import re
from collections.abc import Sequence
from typing import Final

from hedge_xl.core.language import LANGUAGES, Text
from workbook.errors import FileError
from workbook.imports.csv_text import TextTable, plain
from workbook.ledger.log import TABLE as LOG

NEEDED: Final = ("id", "side", "qty", "price", "time")
LOG_FIELDS: Final = ("id", "side", "qty", "price", "quote", "time", "comment", "order_type", "order_time", "roll")
OTHER_FIELDS: Final = ("symbol", "open_close", "status", "account", "swap", "commission")
FIELDS: Final = (*LOG_FIELDS, *OTHER_FIELDS)

# Of several groups the first that a file has is meant; two of one group are ambiguous.
_KNOWN: Final[dict[str, tuple[str, ...]]] = {
    "id": (
        "約定番号|約定ID|約定No|約定No.|取引番号|取引ID|Deal|Deal ID|Trade ID|Fill ID|Execution ID|Exec ID",
        "注文番号|注文ID|注文No|注文No.|受付番号|オーダー番号|Order ID|Order No|Order No.|Order Number|Ticket|ID",
    ),
    "side": ("売買|売買区分|売買種別|売/買|Side|Buy/Sell|B/S|Action", "取引区分|取引種別|Type|Direction"),
    "qty": (
        "約定数量|約定数|約定通貨数|Filled Qty|Filled Quantity|Executed Qty|約定Lot数|約定ロット数|約定Lot",
        "数量|取引数量|取引数|通貨数|通貨数量|Quantity|Qty|Units|Amount"
        "|Lot|Lots|Lot数|ロット|ロット数|枚数|取引Lot数|取引ロット数|数量(Lot)|数量(ロット)|Volume|Size",
    ),
    "price": (
        "約定価格|約定レート|約定値|約定単価|Fill Price|Filled Price|Execution Price|Executed Price|Trade Price",
        "価格|レート|取引価格|取引レート|Price|Rate",
    ),
    "quote": ("気配|気配値|提示レート|提示価格|発注時レート|Quote|Quoted Price",),
    "time": (
        "約定日時|約定時刻|約定時間|Fill Time|Filled Time|Execution Time|Executed At|Trade Time",
        "取引日時|日時|時刻|Date/Time|Datetime|Timestamp|Time|約定日",
    ),
    "comment": ("コメント|備考|メモ|摘要|Comment|Comments|Note|Notes|Remarks",),
    "order_type": ("注文種別|注文種類|執行条件|注文方法|注文タイプ|Order Type",),
    "order_time": ("発注時刻|発注日時|注文日時|注文時刻|注文受付日時|Order Time|Order Date",),
    "roll": ("ロール|Roll",),
    "symbol": ("通貨ペア|通貨ペア名|銘柄|銘柄名|通貨|商品|Symbol|Pair|Currency Pair|Instrument|Item",),
    "open_close": ("新規決済|新規/決済|新規・決済|新規決済区分|新規/決済区分|Open/Close|Entry", "取引区分|取引種別"),
    "status": ("状態|注文状態|注文状況|約定状況|約定状態|ステータス|Status|State",),
    "account": ("口座|口座番号|口座ID|口座名|Account|Account ID|Account No.|Login",),
    "swap": ("スワップ|スワップ損益|スワップポイント|スワップ金額|Swap",),
    "commission": ("手数料|取引手数料|Commission|Fee",),
}
# A day and a clock in one column: of the fill itself, or of whatever the row is.
_FILL_MOMENT: Final = tuple(map(plain, ("約定日時", "Fill Time", "Filled Time", "Execution Time", "Executed At")))
_MOMENT: Final = tuple(map(plain, ("取引日時", "日時", "Date/Time", "Datetime", "Timestamp")))
_DAY: Final = tuple(map(plain, ("約定日", "Trade Date")))
_TRADING_DAY: Final = (plain("取引日"),)
_FILL_CLOCK: Final = tuple(map(plain, ("約定時刻", "約定時間", "Trade Time")))
_CLOCK: Final = (*_FILL_CLOCK, *map(plain, ("取引時刻", "取引時間", "時刻")))
_DATED: Final = re.compile(r"\d{4}[-/.年]")
_LOTS: Final = ("lot", "ロット", "枚", "volume", "size")

_UNKNOWN: Final = Text(
    "{needed} の列が分かりません(見出し: {headers})。下の対応表を直して保存し、--mapping で指定してください。",
    "no column for {needed} is recognised (headers: {headers}); save and correct the mapping shown, then --mapping it.",
)
_WHICH_DAY: Final = Text(
    "「{day}」は営業日か暦の日か分かりません(夜の約定は別の日になります)。暦の日なら、対応表の [columns] に "
    'time = ["{day}", "{clock}"] と書いてください。',
    "\"{day}\" may be a trading day, which at night is another than the calendar's; if it is the calendar's, put "
    'time = ["{day}", "{clock}"] under [columns] in a mapping.',
)
_AMBIGUOUS: Final = Text(
    "{field} にあたる列が {found} の{count}つあります。対応表の [columns] で {field} の列を指定してください。",
    "{count} columns could be {field}: {found}; name the one that is under [columns] in a mapping.",
)
_ABSENT: Final = Text(
    "対応表の {field} = 「{header}」という見出しがありません(見出し: {headers})。",
    'the mapping says {field} = "{header}", but there is no such header (headers: {headers}).',
)

Columns = dict[str, tuple[int, ...]]


class MappingNeededError(FileError):
    """A file whose columns are not all recognised; `headers` are its own."""

    def __init__(self, text: Text, table: TextTable, columns: Columns) -> None:
        super().__init__(text, table.file)
        self.headers = table.headers
        self.columns = columns


def _groups(field: str) -> list[frozenset[str]]:
    own = [column.header.of(language) for column in LOG.inputs if column.key == field for language in LANGUAGES]
    groups = [frozenset(map(plain, group.split("|"))) for group in _KNOWN[field]]
    return [
        group | frozenset(map(plain, own)) if place == len(groups) - 1 else group for place, group in enumerate(groups)
    ]


GROUPS: Final = {field: _groups(field) for field in FIELDS}


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names enough of what is needed to be a table's header."""
    names = {plain(cell) for cell in cells}
    return sum(any(names & group for group in GROUPS[field]) for field in NEEDED) >= 4


def recognised(table: TextTable, given: dict[str, tuple[str, ...]]) -> Columns:
    """The columns of each field: those a mapping names, the others by their headers."""
    names = [plain(header) for header in table.headers]
    columns = {field: _given(table, field, headers) for field, headers in given.items() if headers}
    taken = {place for places in columns.values() for place in places}
    if "time" not in given:
        columns |= _clocked(table, names, given)
        taken |= set(columns.get("time", ()))
    for field in FIELDS:
        if field not in columns and field not in given:
            place = _found(table, names, field, taken)
            if place is not None:
                columns[field] = (place,)
                taken.add(place)
    missing = [field for field in NEEDED if field not in columns]
    if missing:
        text = _UNKNOWN.format(needed=", ".join(missing), headers=listed(table.headers))
        raise MappingNeededError(text, table, columns)
    return columns


def listed(headers: Sequence[str]) -> str:
    """Headers in a message."""
    shown = ", ".join(header for header in headers if header)
    return shown if len(shown) <= 300 else f"{shown[:300]}…"


def holds_lots(header: str) -> bool:
    """Whether a quantity's header says that it counts lots."""
    return any(word in plain(header) for word in _LOTS)


def _given(table: TextTable, field: str, headers: tuple[str, ...]) -> tuple[int, ...]:
    places = []
    for header in headers:
        place = table.column(header)
        if place is None:
            raise FileError(_ABSENT.format(field=field, header=header, headers=listed(table.headers)), table.file)
        places.append(place)
    return tuple(places)


def _clocked(table: TextTable, names: Sequence[str], given: dict[str, tuple[str, ...]]) -> Columns:
    """The time with its clock, from one column that says both, else from two; nothing when the headers tell neither."""
    day, clock = _first(names, _DAY), _first(names, _CLOCK)
    own = day is not None and clock is not None and names[clock] in _FILL_CLOCK
    for moments in (_FILL_MOMENT,) if own else (_FILL_MOMENT, _MOMENT):
        places = [place for place, name in enumerate(names) if name in moments]
        if places:
            return {"time": (places[0],)} if len(places) == 1 else {}
    if clock is None:
        return {}
    if next((_DATED.match(plain(row[clock])) for row in table.rows if row[clock].strip()), None):
        return {"time": (clock,)}
    trading_day = _first(names, _TRADING_DAY)
    if day is None and trading_day is not None:
        both = table.headers[trading_day], table.headers[clock]
        text = _WHICH_DAY.format(day=both[0], clock=both[1])
        raise MappingNeededError(text, table, recognised(table, {**given, "time": both}))
    return {"time": (day, clock)} if day is not None else {}


def _first(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((place for place, name in enumerate(names) if name in wanted), None)


def _found(table: TextTable, names: Sequence[str], field: str, taken: set[int]) -> int | None:
    for group in GROUPS[field]:
        places = [place for place, name in enumerate(names) if name in group and place not in taken]
        if len(places) > 1:
            found = ", ".join(table.headers[place] for place in places)
            text = _AMBIGUOUS.format(field=field, found=found, count=len(places))
            raise MappingNeededError(text, table, {})
        if places:
            return places[0]
    return None
