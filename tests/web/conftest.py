"""The real server in a process of its own, as a user starts it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
import pytest
from office_client import ROOT, VERSION


def free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


def running(folder: Path, language: str, key: str | None) -> Iterator[str]:
    """The address of a server that is up."""
    if find_spec("xlwings_server") is None:  # importing it would set the environment of all other tests
        pytest.skip("the extra 'server' is not installed")
    port = free_port()
    dropped = ("HEDGE_XL", "XLWINGS", "LANG", "LC_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    if key is not None:
        environment["XLWINGS_LICENSE_KEY"] = key
    log = (folder / "server.log").open("wb")
    command = [sys.executable, "-m", "workbook", "serve", "--port", str(port), "--lang", language]
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(300):
            assert process.poll() is None, (folder / "server.log").read_text(encoding="utf-8")
            try:
                httpx.get(f"{url}/health", timeout=5, trust_env=False)
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(20)
        log.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """In English, with the noncommercial key."""
    yield from running(tmp_path_factory.mktemp("server"), "en", "noncommercial")


@pytest.fixture(scope="session")
def unlicensed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """In Japanese, without a licence key."""
    yield from running(tmp_path_factory.mktemp("unlicensed"), "ja", None)


@pytest.fixture(scope="session")
def client(server: str) -> Iterator[httpx.Client]:
    """Asks the licensed server."""
    with httpx.Client(base_url=server, timeout=30, trust_env=False) as made:
        yield made


Call = Callable[..., httpx.Response]


@pytest.fixture(scope="session")
def call(client: httpx.Client) -> Call:
    """Calls a function as Excel does."""

    def send(name: str, args: Sequence[Any], **other: Any) -> httpx.Response:
        body = {**VERSION, "func_name": name, "args": list(args), "caller_address": "[a.xlsx]S!A1", **other}
        return client.post("/xlwings/custom-functions-call", json=body)

    return send
