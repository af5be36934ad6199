"""What the command line prints: plain lines in one language, aligned for half- and full-width letters."""

from datetime import date
from pathlib import Path
from typing import Final

from hedge_xl.core.errors import ChoiceError, DomainError, HedgeError
from hedge_xl.core.language import Language, Text
from hedge_xl.functions import CATALOGUE
from hedge_xl.functions.explanation import explanation, named
from workbook.books import BOOKS
from workbook.errors import FileError
from workbook.in_words import instruction_in_words
from workbook.ledger.kpi import STRATEGIES
from workbook.ledger.start import FirstMonth
from workbook.serials import from_serial
from workbook.spec import Value
from workbook.text import display_width
from workbook.twin import Model, n

_KPIS: Final = (
    ("kpi_mean", Text("年率平均", "Annual mean"), "{:.2%}"),
    ("kpi_vol", Text("年率ボラ", "Annual vol"), "{:.2%}"),
    ("kpi_dd", Text("最大DD", "Max drawdown"), "{:.2%}"),
    ("kpi_sharpe", Text("シャープ", "Sharpe"), "{:.2f}"),
    ("kpi_calmar", Text("Calmar", "Calmar"), "{:.2f}"),
)
_MADE: Final = Text("作成しました: {path}", "Made {path}")
_INSTRUCTION: Final = Text(
    "今月の指示 ({month:%Y-%m}): {instruction}\n"
    "  目標 {target} USD  現状 {current} USD  逸脱率 {deviation}  h_policy {h}",
    "This month's instruction ({month:%Y-%m}): {instruction}\n"
    "  target {target} USD  current {current} USD  deviation {deviation}  h_policy {h}",
)
_FIGURES: Final = {"target": "{:,.0f}", "current": "{:,.0f}", "deviation": "{:.2%}", "h": "{:.2f}"}
_KPI_TITLE: Final = Text(
    "成績 ({months}か月、円建て、価格指数、スワップは想定値):",
    "KPIs ({months} months, in JPY, price index, assumed swap):",
)
_AFTER_DEMO: Final = Text(
    "次にすること: {path} をExcelかLibreOfficeで開き、「月次」の指示と「損益」の成績を見てください(保存はExcelで)。\n"
    "自分の台帳は: hedge-xl new ledger my.xlsx --start {month} --a-usd 75000 --spot 150",
    "Next: open {path} in Excel or LibreOffice (save it in Excel only); see Monthly and P&L.\n"
    "Your own ledger: hedge-xl new ledger my.xlsx --lang en --start {month} --a-usd 75000 --spot 150",
)
_AFTER_NEW: Final = Text(
    "最初の月: {month}  A_USD {a_usd:,.2f}  USDJPY {spot:,.2f}\n"
    "次にすること: 開いて「設定」の方針と費用を自分の値に直し、「月次」の指示を読んでください。",
    "First month: {month}  A_USD {a_usd:,.2f}  USDJPY {spot:,.2f}\n"
    "Next: open it, put your policy and costs on the Policy sheet, and read the instruction on Monthly.",
)
_AFTER_FILLED: Final = Text(
    "次にすること: 開いて「はじめに」の手順を読み、黄色のセルに自分の値を入れてください。",
    "Next: open it, read the steps on the Guide sheet, and put your own values into the yellow cells.",
)
_PROTECTED: Final = Text(
    "保護したシートでは、Excelの表は広がりません。行を足すときは「校閲」タブで保護を解除してください(パスワードなし)。",
    "Excel does not let tables grow on protected sheets: unprotect (Review tab, no password) to add rows.",
)
_HISTORY_ENDS: Final = Text(
    "市場データは{last}までです。h*とトレンドを使うには「市場」シートに続きの月を足してください。",
    "The market history ends in {last}; add the months since on the Market sheet to use h* and the trend.",
)
_FAILURE: Final = Text("エラー: {message}", "Error: {message}")
_FOLDER: Final = Text(
    "フォルダを作れません({reason})。別の場所を指定してください。",
    "the folder cannot be made ({reason}); name another place.",
)
_TEMPLATE: Final = Text(
    "ひな形 {given!r} はありません。選べるのは: {known}", "there is no template {given!r}; choose one of: {known}"
)
_MARKET: Final = Text(
    "--average は --spx と一緒に使います。見本の市場データにある月({last}まで)には、どちらも要りません。",
    "--average goes with --spx; neither is for a month that the sample market data hold (to {last}).",
)
_NO_FUNCTION: Final = Text(
    "関数 {given!r} はありません。`hedge-xl functions` で一覧を見られます。",
    "there is no function {given!r}; `hedge-xl functions` lists them.",
)


def summary(path: Path, model: Model, language: Language) -> str:
    """The file made, this month's instruction, and the KPI table."""
    months = n(model.cell("kpi_months_policy"))
    return "\n".join(
        (
            _MADE.of(language).format(path=path),
            "",
            instruction(model, language),
            "",
            _KPI_TITLE.of(language).format(months=int(months)),
            *_kpi_lines(model, language),
            "",
        )
    )


def instruction(model: Model, language: Language) -> str:
    """What to do this month, and the figures behind it; a dash for one that cannot be computed."""
    cells = {key: (model.cell(f"now_{key}"), form) for key, form in _FIGURES.items()}
    values = {key: "-" if value is None else form.format(n(value)) for key, (value, form) in cells.items()}
    month = from_serial(n(model.cell("now_month")))
    words = instruction_in_words(model.cell("now_instruction")).of(language)
    return _INSTRUCTION.of(language).format(month=month, instruction=words, **values)


def _kpi_lines(model: Model, language: Language) -> list[str]:
    rows = [["", *(heading.of(language) for heading, _ in STRATEGIES)]]
    for key, label, form in _KPIS:
        values = [model.cell(f"{key}_{series.key}") for _, series in STRATEGIES]
        rows.append([label.of(language), *("-" if value is None else form.format(value) for value in values)])
    widths = [max(display_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  "
        + _pad(row[0], widths[0], left=True)
        + "".join("  " + _pad(cell, width) for cell, width in zip(row[1:], widths[1:], strict=True))
        for row in rows
    ]


def _pad(words: str, width: int, left: bool = False) -> str:
    space = " " * (width - display_width(words))
    return words + space if left else space + words


def after_demo(path: Path, language: Language) -> str:
    """What to do next."""
    return "\n" + _AFTER_DEMO.of(language).format(path=path, month=f"{date.today():%Y-%m}")


def after_new(path: Path, first: FirstMonth, language: Language, history_end: date | None, *, protect: bool) -> str:
    """What was made, and what to do next."""
    lines = [
        _MADE.of(language).format(path=path),
        _AFTER_NEW.of(language).format(month=f"{first.month:%Y-%m}", a_usd=first.a_usd, spot=first.spot),
    ]
    if history_end is not None and history_end < first.month:
        lines.append(_HISTORY_ENDS.of(language).format(last=f"{history_end:%Y-%m}"))
    if protect:
        lines.append(_PROTECTED.of(language))
    return "\n".join(lines)


def after_filled(path: Path, language: Language, *, protect: bool) -> str:
    """What was made, and what to do next, for a template other than the ledger."""
    lines = [_MADE.of(language).format(path=path), _AFTER_FILLED.of(language)]
    return "\n".join([*lines, _PROTECTED.of(language)] if protect else lines)


def functions(name: str | None, language: Language) -> str:
    """The catalogue, or one entry of it."""
    if name is None:
        width = max(len(key) for key in CATALOGUE)
        return "\n".join(f"{key:<{width}}  {item.description.of(language)}" for key, item in CATALOGUE.items())
    found = named(name)
    if found is None:
        raise ChoiceError(_NO_FUNCTION.format(given=name))
    return explanation(found, language)


def failure(error: HedgeError, language: Language) -> str:
    """One line for an expected failure."""
    return _FAILURE.of(language).format(message=error.message(language))


def folder_error(folder: Path, error: OSError) -> FileError:
    """The demonstration's folder cannot be made."""
    return FileError(_FOLDER.format(reason=error.strerror), str(folder))


def unknown_template(given: str) -> ChoiceError:
    """No such template."""
    return ChoiceError(_TEMPLATE.format(given=given, known=", ".join(BOOKS)))


def market_not_used(last: date) -> DomainError:
    """Market values that the new ledger would not hold."""
    return DomainError(_MARKET.format(last=f"{last:%Y-%m}"), "--spx / --average")


def day(serial: Value) -> date:
    """The date of a serial."""
    return from_serial(n(serial)).date()
