"""Fixtures for the command line."""

from pathlib import Path

import pytest
from command import LANGUAGE_VARIABLES, Result, Run

from workbook import cli


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command in an empty folder, in Japanese unless the test says otherwise."""
    for name in LANGUAGE_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def command(*arguments: object) -> Result:
        with pytest.raises(SystemExit) as caught:
            cli.main([str(argument) for argument in arguments])
        return Result(caught.value.code or 0, *capsys.readouterr())

    return command
