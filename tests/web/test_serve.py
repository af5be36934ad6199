"""The command: what it says, and what it does without a key, an extra or a free port."""

import os
import socket
import subprocess
import sys

import httpx
import pytest
from office_client import ROOT

from workbook.commands import serve


def start(tmp_path, *options, **variables):
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("XLWINGS", "HEDGE_XL"))}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "LANG": "C.UTF-8", **variables}
    command = [sys.executable, "-m", "workbook", "serve", *options]
    return subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, timeout=60, encoding="utf-8", check=False
    )


def test_a_port_that_is_taken(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = start(tmp_path, "--port", str(port), "--lang", "en")
    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_key_that_is_none(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    done = start(tmp_path, "--port", str(port), "--lang", "en", XLWINGS_LICENSE_KEY="wrong")
    assert done.returncode == 2
    assert "the key in XLWINGS_LICENSE_KEY is not accepted (Invalid xlwings license key)" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--port", "0"], "1〜65535"),
        (["--port", "70000"], "1〜65535"),
        (["--cert", "a.pem"], "--cert と --key"),
        (["--host", "no.such.host.invalid"], "待ち受けられません"),
    ],
)
def test_what_cannot_be_served_is_said_in_one_line(run_serve, options, words):
    assert words in run_serve(*options)


def test_without_the_extra_it_says_how_to_install_it(run_serve, monkeypatch):
    monkeypatch.setattr(serve, "find_spec", lambda name: None)
    assert 'pip install "hedge-xl[server]"' in run_serve()


@pytest.fixture
def run_serve(capsys, monkeypatch):
    """The one line on standard error of a command that refuses."""
    from workbook import cli

    for name in ("HEDGE_XL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def command(*options):
        with pytest.raises(SystemExit) as caught:
            cli.main(["serve", *options])
        assert caught.value.code == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert len(err.splitlines()) == 1
        return err

    return command


def test_without_a_key_the_page_alone_is_served(unlicensed):
    health = httpx.get(f"{unlicensed}/health", trust_env=False).json()
    assert health["functions"] is False
    page = httpx.get(unlicensed, trust_env=False).text
    assert "為替ヘッジ台帳" in page
    assert "manifest.xml" not in page
    assert httpx.get(f"{unlicensed}/manifest.xml", trust_env=False).status_code == 404
    form = {"template": "leverage", "host": "native", "filling": "demo", "language": "ja"}
    made = httpx.post(f"{unlicensed}/make", data=form, timeout=30, trust_env=False)
    assert made.content[:2] == b"PK"


def test_with_a_key_there_are_functions_too(client):
    assert client.get("/health").json()["functions"] is True


def test_it_says_where_it_runs_and_what_the_licence_asks(server, unlicensed, tmp_path_factory):
    folder = tmp_path_factory.getbasetemp()
    said = {path.parent.name: path.read_text(encoding="utf-8") for path in folder.glob("*/server.log")}
    assert f"Serving on {server}/" in said["server0"]
    assert f"{server}/manifest.xml" in said["server0"]
    assert f"{unlicensed}/ で動いています" in said["unlicensed0"]
    assert "非商用なら noncommercial" in said["unlicensed0"]
