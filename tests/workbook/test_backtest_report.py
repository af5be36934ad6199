"""The workbook of ``hedge-xl backtest --out``, the writing of both files, and the documents."""

import errno
import json
import re
from pathlib import Path

import pytest
from backtest_cases import LANGUAGES, NOW, book, found, opened, sweep
from command import Run

from hedge_xl.core.language import Language
from workbook import files
from workbook.backtest.book import report_book
from workbook.backtest.book_series import MONTHLY, TABLE
from workbook.backtest.settings import OPTIONS, default_of, label_of, settings_of, shown_parameter
from workbook.backtest.sweep import MOST
from workbook.backtest.words import METRICS, POLICY_NAMES
from workbook.serials import to_serial


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_series_are_numbers_under_headings_that_explain_them(language: Language) -> None:
    sheet = opened(book(language))[MONTHLY.of(language)]
    table = sheet.tables[TABLE]
    (header, *_), *_ = sheet[table.ref]
    top, last = header.row, sheet.max_row
    assert last - top == len(found().months) + 1
    columns = {cell.value: cell.column for cell in sheet[top]}
    for cell in sheet[top]:
        unit, source = sheet.cell(top - 2, cell.column).value, sheet.cell(top - 1, cell.column).value
        assert unit
        assert re.match(r"A §\d", source)
        assert unit in cell.comment.text
        assert source in cell.comment.text
        values = [sheet.cell(row, cell.column) for row in range(top + 2, last + 1)]
        assert {item.data_type for item in values} <= {"n", "d"}
    for result in found().results:
        name = POLICY_NAMES[result.policy].of(language)
        heads = (f"資産 {name}", f"r {name}", f"DD {name}") if language == "ja" else (
            f"Wealth {name}", f"r {name}", f"DD {name}"
        )  # fmt: skip
        for head, values in zip(heads, (result.wealth, result.run.returns, result.drawdown), strict=True):
            column = [sheet.cell(row, columns[head]).value for row in range(top + 2, last + 1)]
            assert column == pytest.approx(values.tolist(), abs=1e-15)
    months = [to_serial(sheet.cell(row, 1).value) for row in range(top + 1, last + 1)]
    assert months == [to_serial(month) for month in (found().decided[0], *found().months)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_holds_the_figures(language: Language) -> None:
    sheet = opened(book(language)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for result in found().results:
        (row,) = (row for row in rows if row[0] == POLICY_NAMES[result.policy].of(language) and row[1] is not None)
        assert row[1 : 1 + len(METRICS)] == pytest.approx([metric.value(result.figures) for metric in METRICS])
    definitions = {row[3] for row in rows}
    assert {metric.definition.of(language) for metric in METRICS} <= definitions


def test_charts_stand_on_the_series() -> None:
    parsed = opened(book("en"))
    charts_found = parsed.worksheets[1]._charts
    assert len(charts_found) == 3
    sheet = parsed[MONTHLY.en]
    header = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Month end")
    for chart, prefix in zip(charts_found, ("Wealth ", "DD ", "h"), strict=True):
        assert len(chart.series) == 5
        for series in chart.series:
            title, values, months = (ref.f for ref in (series.tx.strRef, series.val.numRef, series.cat.numRef))
            place = title.partition("!")[2].replace("$", "")
            assert str(sheet[place].value).startswith(prefix)
            letter = re.match("[A-Z]+", place)
            assert letter is not None
            assert values.endswith(f"!${letter[0]}${header + 1}:${letter[0]}${sheet.max_row}")
            assert months.endswith(f"!$A${header + 1}:$A${sheet.max_row}")


def test_the_sweeps_sheet_holds_every_combination() -> None:
    sheet = opened(book("ja")).worksheets[3]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    body = [row for row in rows if isinstance(row[0], int)]
    assert len(body) == 100
    for row, item in zip(body, sweep().combinations, strict=True):
        assert row[:5] == pytest.approx(
            [item.window, item.threshold, item.cost, item.hstar.kpis.ann_mean, item.hstar.kpis.ann_vol]
        )
    assert any("偶然" in str(row[0]) for row in rows)


def test_the_same_run_gives_the_same_bytes() -> None:
    assert report_book(found(), sweep(), "ja", NOW) == book("ja")


# --- writing ------------------------------------------------------------------------------------


def test_out_writes_both_files_and_never_over_others(run: Run, tmp_path: Path) -> None:
    arguments = ("backtest", "--out", tmp_path / "r", "--from-month", "2020-01")
    result = run(*arguments)
    assert result.code == 0
    assert all(f"書きました: {tmp_path / 'r' / name}" in result.out for name in ("backtest.html", "backtest.xlsx"))
    before = {path.name: path.read_bytes() for path in (tmp_path / "r").iterdir()}
    assert set(before) == {"backtest.html", "backtest.xlsx"}
    assert "--force" in run(*arguments).error
    assert {path.name: path.read_bytes() for path in (tmp_path / "r").iterdir()} == before
    (tmp_path / "r" / "backtest.html").write_text("my notes", encoding="utf-8")
    found_now = json.loads(run(*arguments, "--force", "--lang", "en", "--json").out)
    assert found_now["files"] == [str(tmp_path / "r" / name) for name in ("backtest.html", "backtest.xlsx")]
    assert 'lang="en"' in (tmp_path / "r" / "backtest.html").read_text(encoding="utf-8")
    kept = {path.suffix: path.read_bytes() for path in (tmp_path / "r" / "backtest-backups").iterdir()}
    assert kept == {".html": b"my notes", ".xlsx": before["backtest.xlsx"]}


def test_only_one_of_the_files_there_is_enough_to_refuse(run: Run, tmp_path: Path) -> None:
    (tmp_path / "backtest.xlsx").write_bytes(b"mine")
    assert "backtest.xlsx" in run("backtest", "--out", tmp_path).error
    assert [path.name for path in tmp_path.iterdir()] == ["backtest.xlsx"]


def test_a_place_that_cannot_be_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r").write_bytes(b"mine")
    assert "フォルダではありません" in run("backtest", "--out", tmp_path / "r").error
    assert "r" in run("backtest", "--out", tmp_path / "r" / "deeper").error
    assert (tmp_path / "r").read_bytes() == b"mine"


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_full_disk_leaves_what_there_was(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, force: tuple[str, ...]
) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    if force:
        (folder / "backtest.html").write_bytes(b"mine")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    assert "ディスクに空きがない" in run("backtest", "--out", folder, *force).error
    left = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert left == ({"backtest.html": b"mine"} if force else {})


# --- the documents ------------------------------------------------------------------------------


DOCS = Path(files.__file__).parent.parent / "hedge_xl/docs"
PAGES = ((DOCS / "backtest.ja.md", "ja"), (DOCS / "backtest.md", "en"))


@pytest.mark.parametrize(("path", "language"), PAGES)
def test_the_documents_show_what_is_printed_and_the_ledgers_defaults(run: Run, path: Path, language: Language) -> None:
    text = path.read_text(encoding="utf-8")
    out = run("backtest", "--lang", language).out.splitlines()
    table = [line for line in out if line.startswith("  ")]
    assert "\n".join(table) in text
    values = settings_of({}).values()
    for option, key in OPTIONS.items():
        row = f"| `{option}` | {label_of(key).of(language)} | {shown_parameter(key, values[key])} |"
        assert row in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    for metric in METRICS:
        assert any(row.startswith(f"| {metric.label.of(language)} |") and metric.source in row for row in rows)
    assert f"{MOST:,}" in text
    assert f"{default_of('jump_tolerance'):.0%}" in text
