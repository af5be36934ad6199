"""The command line's words: functions, help, mistyped commands, and the language of all of it."""

import pytest
import typer
from command import LANGUAGE_VARIABLES, Run

from hedge_xl import __version__
from hedge_xl.core.language import LANGUAGES, Language
from hedge_xl.functions import CATALOGUE
from workbook import cli

COMMANDS = tuple(typer.main.get_command(cli.make_app("en")).commands)


# --- functions, version, help -------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_functions_lists_the_catalogue(run: Run, language: Language) -> None:
    result = run("functions", "--lang", language)
    assert result.code == 0
    lines = dict(line.split(maxsplit=1) for line in result.out.splitlines())
    assert lines == {name: item.description.of(language) for name, item in CATALOGUE.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CATALOGUE)
def test_every_function_is_explained(run: Run, name: str, language: Language) -> None:
    result = run("functions", name, "--lang", language)
    assert (result.code, result.err) == (0, "")
    item = CATALOGUE[name]
    for words in (item.usage, item.description.of(language), item.formula, item.example_formula, item.source):
        assert words in result.out
    for argument in item.args:
        assert f"  {argument.name}: {argument.description(language)}" in result.out


@pytest.mark.parametrize("name", ["hstar", "=HSTAR", " HStar "])
def test_function_names_as_people_write_them(run: Run, name: str) -> None:
    assert run("functions", name).out == run("functions", "HSTAR").out


@pytest.mark.parametrize("name", ["NOPE", "", "HSTAR2"])
def test_unknown_function(run: Run, name: str) -> None:
    assert (
        run("functions", name).error == f"エラー: 関数 '{name}' はありません。`hedge-xl functions` で一覧を見られます。"
    )
    assert "hedge-xl functions" in run("functions", name, "--lang", "en").error


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"hedge_xl {__version__}\n", "")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_in_both_languages_with_an_example(run: Run, command: str) -> None:
    ja, en = (run(command, "--help", "--lang", language) for language in LANGUAGES)
    for result, example in ((ja, "例: hedge-xl"), (en, "Example: hedge-xl")):
        assert (result.code, result.err) == (0, "")
        assert f"{example} {command}" in " ".join(result.out.split())
        assert "--lang" in result.out
    assert ja.out != en.out
    assert not [letter for letter in en.out if letter > "\u2fff"], "Japanese in the English help"


def test_help_lists_every_command_and_the_exit_codes(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ja = run("--help").out
    monkeypatch.setenv("HEDGE_XL_LANG", "en")
    en = run("--help").out
    for out, words in ((ja, ("終了コード", "ブックを点検する。")), (en, ("Exit codes", "Check a workbook."))):
        listed = [line.split()[0] for line in out.partition("Commands:")[2].splitlines() if line[2:3].strip()]
        assert listed == list(COMMANDS)
        assert all(word in out for word in words)


def test_nothing_asked_shows_the_help(run: Run) -> None:
    assert run() == run("--help")


@pytest.mark.parametrize(
    ("arguments", "ja", "en"),
    [
        (("new",), "がありません", "Missing argument"),
        (("new", "ledger"), "OUT がありません", "Missing argument 'OUT'"),
        (("validate",), "FILE がありません", "Missing argument 'FILE'"),
        (("nonsense",), "nonsense", "No such command 'nonsense'"),
        (("demo", "--fast"), "--fast という指定はありません", "No such option: --fast"),
        (("demo", "--force=yes"), "--force の書き方が違います", "--force"),
        (("new", "ledger", "a.xlsx", "--spot"), "--spot の書き方が違います", "'--spot' requires an argument"),
        (("functions", "HSTAR", "BETA"), "BETA", "unexpected extra argument"),
        (("demo", "--lang", "fr"), "--lang の値が使えません", "'ja', 'en'"),
    ],
)
def test_mistyped_commands_are_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], ja: str, en: str
) -> None:
    error = run(*arguments).error
    assert error.startswith("エラー: ")
    assert ja in error
    assert "--help` で使い方を見られます。" in error
    monkeypatch.setenv("HEDGE_XL_LANG", "en")
    monkeypatch.setattr(cli, "default_language", lambda _: "en")
    assert run(*arguments).error.startswith("Error: ")
    assert en in run(*arguments).error


# --- language -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variables", "arguments", "language"),
    [
        ({}, (), "ja"),
        ({"LANG": "en_US.UTF-8"}, (), "en"),
        ({"LANG": "ja_JP.UTF-8"}, (), "ja"),
        ({"LANG": "C.UTF-8"}, (), "ja"),
        ({"LANG": "de_DE.UTF-8"}, (), "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "en_GB.UTF-8"}, (), "en"),
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "en_GB"}, (), "en"),
        ({"LC_MESSAGES": "ja_JP", "LC_ALL": "en_US"}, (), "en"),
        ({"LC_ALL": "", "LANG": "en_US"}, (), "en"),
        ({"HEDGE_XL_LANG": "ja", "LC_ALL": "en_US"}, (), "ja"),
        ({"HEDGE_XL_LANG": "EN", "LC_ALL": "ja_JP"}, (), "en"),
        ({"HEDGE_XL_LANG": "en"}, ("--lang", "ja"), "ja"),
        ({"HEDGE_XL_LANG": "ja"}, ("--lang=en",), "en"),
    ],
)
def test_where_the_language_comes_from(
    run: Run, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], arguments: tuple[str, ...], language: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    expected = {item: CATALOGUE["HSTAR"].description.of(item) for item in LANGUAGES}
    out = run("functions", "HSTAR", *arguments).out
    assert [item for item, words in expected.items() if words in out] == [language]
    assert run("validate", "none.xlsx", *arguments).error.startswith("エラー" if language == "ja" else "Error")


@pytest.mark.parametrize(("name", "language"), [("English_Ireland", "en"), ("Japanese_Japan", "ja"), (None, "ja")])
def test_language_of_windows(monkeypatch: pytest.MonkeyPatch, name: str | None, language: str) -> None:
    for variable in LANGUAGE_VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(cli.sys, "platform", "win32")
    monkeypatch.setattr(cli.locale, "getlocale", lambda: (name, None))
    assert cli.default_language([]) == language
