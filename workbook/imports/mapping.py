"""The mapping of a broker's file to the ledger: a TOML file, checked key by key, or what options say instead."""

import tomllib
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Literal

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Text
from workbook.errors import FileError
from workbook.finding import filled
from workbook.imports.csv_text import plain
from workbook.imports.fill import Side
from workbook.imports.headers import FIELDS, NEEDED, Columns
from workbook.imports.numbers import Decimal
from workbook.imports.parts import NUMBER
from workbook.imports.times import TimeReader
from workbook.imports.zones import Zone, zone_of

CloseSide = Literal["order", "position"]
SameId = Literal["number"]

_UNREADABLE: Final = Text("読めません({reason})。", "it cannot be read ({reason}).")
_NOT_TOML: Final = Text("UTF-8のTOMLではありません({reason})。", "it is not TOML in UTF-8 ({reason}).")
_KEY: Final = Text(
    "{where}「{key}」という項目はありません。使えるのは: {known}", '{where}there is no key "{key}"; known: {known}'
)
_VALUE: Final = Text("{key} は {came} ですが、{needed}。", "{key} is {came}; {needed}.")
_WORDS: Final = Text('引用符で囲んだ言葉か、その並び ["…", "…"] にしてください', 'write "…" or a list ["…", "…"]')
_WORD: Final = Text("引用符で囲んでください", 'write it in quotes: "…"')
_NUMBER: Final = Text("0より大きい数にしてください", "write a number above 0")
_TABLE: Final = Text("[{key}] の表にしてください", "write a table [{key}]")
_CHOICE: Final = Text("{known} のどれかにしてください", "write one of {known}")
_TWO_ZONES: Final = Text("utc_offset と zone はどちらか1つにしてください。", "give utc_offset or zone, not both.")
_TWICE: Final = Text(
    "[{name}] の「{word}」が {keys} の両方にあります。", 'under [{name}] "{word}" stands in both of {keys}.'
)


@dataclass(frozen=True, slots=True)
class Mapping:
    """How to read a file. What is None or empty is told by the file itself, or refused."""

    columns: MappingOf[str, tuple[str, ...]] = field(default_factory=dict)
    sides: MappingOf[str, Side] = field(default_factory=dict)
    closing: MappingOf[str, bool] = field(default_factory=dict)
    skip: MappingOf[str, tuple[str, ...]] = field(default_factory=dict)
    symbols: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    close_side: CloseSide | None = None
    qty_factor: float | None = None
    decimal: Decimal | None = None
    time_format: str | None = None
    zone: Zone | None = None
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    id_prefix: str | None = None
    same_id: SameId | None = None

    def over(self, other: "Mapping") -> "Mapping":
        """This mapping where it says something, the other one for the rest."""
        said = {name: getattr(self, name) for name in self.__slots__ if getattr(self, name) not in (None, (), {})}
        return replace(other, **said)


_KEYS: Final = (
    *("columns", "sides", "open_close", "skip", "symbols", "accounts", "close_side", "qty_factor", "decimal"),
    *("time_format", "utc_offset", "zone", "encoding", "separator", "sheet", "id_prefix", "same_id"),
)


def read_mapping(path: Path) -> Mapping:
    """A mapping file. FileError names the file and the key at fault."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FileError(_UNREADABLE.format(reason=error.strerror or type(error).__name__), path.name) from error
    except (ValueError, RecursionError) as error:
        raise FileError(_NOT_TOML.format(reason=" ".join(str(error).split())), path.name) from error
    return _Reader(path.name, values).mapping()


class _Reader:
    """Takes the values of one file apart; whatever is wrong is said with the file's name."""

    def __init__(self, file: str, values: dict[str, Any]) -> None:
        self.file = file
        self.values = values

    def mapping(self) -> Mapping:
        """The whole mapping."""
        self._only(self.values, _KEYS, "")
        zone = self._zone()
        time_format = self._word("time_format")
        try:
            TimeReader(zone, time_format)
        except HedgeError as error:
            raise FileError(error.text, self.file) from error
        return Mapping(
            columns=self._columns(),
            sides={
                word: "SELL" if key == "SELL" else "BUY" for word, key in self._either("sides", "SELL", "BUY").items()
            },
            closing={word: key == "CLOSE" for word, key in self._either("open_close", "OPEN", "CLOSE").items()},
            skip={header: self._words(f"skip.{header}", words) for header, words in self._table("skip").items()},
            symbols=self._words("symbols", self.values.get("symbols", [])),
            accounts=self._words("accounts", self.values.get("accounts", [])),
            close_side=self._choice("close_side", ("order", "position")),
            qty_factor=self._number("qty_factor"),
            decimal=self._choice("decimal", (".", ",")),
            time_format=time_format,
            zone=zone,
            encoding=self._word("encoding"),
            separator=self._choice("separator", (",", ";", "\t")),
            sheet=self._word("sheet"),
            id_prefix=self._word("id_prefix"),
            same_id=self._choice("same_id", (NUMBER,)),
        )

    def _columns(self) -> dict[str, tuple[str, ...]]:
        table = self._table("columns")
        self._only(table, FIELDS, "[columns] ")
        found = {key: self._words(f"columns.{key}", value) for key, value in table.items()}
        return {key: tuple(word for word in words if word) for key, words in found.items()}

    def _either(self, name: str, *keys: str) -> dict[str, str]:
        """Which of two keys each word stands under."""
        table = self._table(name)
        self._only(table, keys, f"[{name}] ")
        found: dict[str, str] = {}
        for key in keys:
            for word in self._words(f"{name}.{key}", table.get(key, [])):
                if found.setdefault(plain(word), key) != key:
                    text = _TWICE.format(name=name, word=word, keys=" / ".join(keys))
                    raise FileError(text, self.file)
        return found

    def _zone(self) -> Zone | None:
        given = [(key, self.values[key]) for key in ("utc_offset", "zone") if key in self.values]
        if len(given) > 1:
            raise FileError(_TWO_ZONES, self.file)
        if not given:
            return None
        key, value = given[0]
        if key == "utc_offset" and isinstance(value, int | float) and not isinstance(value, bool):
            minutes = round(value * 60)
            value = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
        if not isinstance(value, str):
            raise self._wrong(key, value, _WORD)
        try:
            return zone_of(value)
        except HedgeError as error:
            raise FileError(error.text, self.file) from error

    def _only(self, table: MappingOf[str, Any], known: tuple[str, ...], where: str) -> None:
        for key in table:
            if key not in known:
                raise FileError(_KEY.format(where=where, key=key, known=", ".join(known)), self.file)

    def _table(self, key: str) -> dict[str, Any]:
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self._wrong(key, value, _TABLE.format(key=key))
        return value

    def _words(self, key: str, value: Any) -> tuple[str, ...]:
        words = [value] if isinstance(value, str) else value
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise self._wrong(key, value, _WORDS)
        return tuple(words)

    def _word(self, key: str) -> str | None:
        value = self.values.get(key)
        if value is not None and (not isinstance(value, str) or not value):
            raise self._wrong(key, value, _WORD)
        return value

    def _number(self, key: str) -> float | None:
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1e9:
            raise self._wrong(key, value, _NUMBER)
        return float(value)

    def _choice(self, key: str, known: tuple[str, ...]) -> Any:
        value = self.values.get(key)
        if value is not None and value not in known:
            raise self._wrong(key, value, _CHOICE.format(known=" / ".join(map(repr, known))))
        return value

    def _wrong(self, key: str, came: object, needed: Text) -> FileError:
        return FileError(filled(_VALUE, key=key, came=f"{came!r:.40}", needed=needed), self.file)


_TEMPLATE_HEAD: Final = Text(
    "# この対応表を直して fills.toml に保存し、--mapping fills.toml を付けてください。\n"
    "# このファイルの見出し: {headers}",
    "# Correct this mapping, save it as fills.toml, and add --mapping fills.toml.\n# Headers of the file: {headers}",
)
_TEMPLATE_MORE: Final = Text(
    "qty_factor = 1  # 数量1がいくつの通貨か(Lotなら 1000 / 10000 / 100000)\n"
    'close_side = "order"  # 決済の行の売買が、出した注文の売買なら "order"、閉じた建玉の売買なら "position"',
    "qty_factor = 1  # units that a quantity of 1 stands for (of lots: 1000, 10000 or 100000)\n"
    'close_side = "order"  # where a position is closed: "order" the side of the order, "position" of what it closed',
)
_HINTS: Final = {
    "id": Text("約定番号か注文番号", "number of the fill or of the order"),
    "side": Text("売買", "side"),
    "qty": Text("数量", "quantity"),
    "price": Text("約定価格", "fill price"),
    "time": Text('約定日時。日付と時刻が別の列なら ["日付", "時刻"]', 'fill time; ["day", "time"] if in two columns'),
}


def template(headers: tuple[str, ...], columns: Columns) -> Text:
    """A mapping to start from: what was recognised, and the places to fill in."""
    fields = [key for key in FIELDS if key in NEEDED or key in columns]
    head = _TEMPLATE_HEAD.format(headers=" / ".join(header for header in headers if header))
    lines = {"ja": [head.ja, _TEMPLATE_MORE.ja, "[columns]"], "en": [head.en, _TEMPLATE_MORE.en, "[columns]"]}
    for key in fields:
        names = [headers[place] for place in columns.get(key, ())]
        value = f"[{', '.join(map(_quoted, names))}]" if len(names) > 1 else _quoted(names[0] if names else "")
        hint = _HINTS.get(key, Text("", ""))
        for language, words in (("ja", hint.ja), ("en", hint.en)):
            lines[language].append(f"{key} = {value}" + (f"  # {words}" if words else ""))
    return Text("\n".join(lines["ja"]), "\n".join(lines["en"]))


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
