"""What every command shares: exit codes, help texts, and how an option is declared."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

import typer

from hedge_xl.core.language import Language, Text

CLEAN, FINDINGS, UNUSABLE, ACT = 0, 1, 2, 3

_SHARED: Final[Mapping[str, Text]] = {
    "lang": Text("言語 ja / en (ブックとメッセージ)", "language ja / en (workbook and messages)"),
    "force": Text(
        "既存のファイルを上書きする(元のファイルはバックアップに残る)",
        "overwrite an existing file (a backup of it is kept)",
    ),
    "file": Text("対象のブック", "the workbook"),
    "json": Text("結果をJSONで出す", "print the result as JSON"),
    "live": Text(
        "Excelで開いたままのブックに対して実行する(Windows)", "work in the workbook that is open in Excel (Windows)"
    ),
    "dry_run": Text("書き込まずに、変わる箇所だけを表示する", "print what would change and write nothing"),
}


class Help:
    """The help texts of one command in one language; a text's key is its option."""

    def __init__(self, texts: Mapping[str, Text], language: Language) -> None:
        self._texts = {**_SHARED, **texts}
        self.language = language

    def __getitem__(self, key: str) -> str:
        return self._texts[key].of(self.language)

    @property
    def short(self) -> str:
        """What the command does, without its example."""
        return self["command"].partition("例:")[0].partition("Example:")[0].strip()

    @property
    def lang(self) -> Any:
        """The option ``--lang``."""
        return typer.Option("--lang", help=self["lang"])


def add_group(app: typer.Typer, name: str, words: Help, *commands: Callable[[typer.Typer, Language], None]) -> None:
    """Declare a command that has commands of its own."""
    group = typer.Typer(add_completion=False, rich_markup_mode=None)

    @group.callback()
    def options(chosen: Annotated[Language, words.lang] = words.language) -> None:
        pass

    for add in commands:
        add(group, words.language)
    app.add_typer(group, name=name, help=words["command"], short_help=words.short)
