"""Load figures of the server: ``PYTHONPATH=. python tests/benchmarks/server_load.py`` prints a Markdown table.

Mixed requests at once, all answered and without growing memory; and what the way to a function costs, beside a bare
FastAPI that echoes the same body and beside the same function with xlwings' own conversion.
"""

import asyncio
import os
import random
import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))
os.environ.update(XLWINGS_LICENSE_KEY="noncommercial", HEDGE_XL_LANG="en")

import httpx
from fastapi import Body, FastAPI
from office_client import VERSION, example

from hedge_xl.functions import CATALOGUE
from workbook.web.app import make_app

REQUESTS, AT_ONCE, ROUNDS = 1_000, 20, 60
MOST_OF_ECHO, LEAST_OF_DEFAULT, MOST_GROWTH = 1.6, 10.0, 1.1
CALL = "/xlwings/custom-functions-call"


def body(name: str, args: list[Any]) -> dict[str, Any]:
    return {**VERSION, "func_name": name, "args": args, "caller_address": "[a.xlsx]S!A1"}


def long_call(name: str = "HSTAR_ROLLING") -> dict[str, Any]:
    chance = random.Random(1)
    return body(name, [[[chance.gauss(0, 0.04)] for _ in range(600)] for _ in range(2)] + [[[36]]])


def echo_app() -> FastAPI:
    app = FastAPI()

    @app.post("/echo")
    async def echo(data: dict = Body):  # as xlwings Server declares its own route
        return data

    return app


def resident() -> int:
    """Memory of this process in KiB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


async def median(client: httpx.AsyncClient, path: str, data: dict[str, Any], rounds: int = ROUNDS) -> float:
    times = []
    for number in range(rounds + 5):
        start = time.perf_counter()
        answer = await client.post(path, json=data)
        if number >= 5:
            times.append(time.perf_counter() - start)
        assert answer.status_code == 200, answer.text
    return statistics.median(times) * 1000


async def mixed(client: httpx.AsyncClient) -> tuple[float, int]:
    """Seconds for all the requests, and how many failed."""
    names, chance, gate, failed = list(CATALOGUE), random.Random(2), asyncio.Semaphore(AT_ONCE), 0

    async def one(number: int) -> None:
        nonlocal failed
        async with gate:
            if number % 50 == 0:
                answer = await client.get("/")
            elif number % 10 == 0:
                answer = await client.post(CALL, json=long_call())
            else:
                name = chance.choice(names)
                answer = await client.post(CALL, json=body(name, example(name)))
            failed += answer.status_code != 200

    start = time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(REQUESTS)))
    return time.perf_counter() - start, failed


def by_default_conversion() -> None:
    """The same function as anybody would declare it with xlwings, beside ours."""
    import custom_functions
    import xlwings
    from xlwings.server import func

    @func
    @xlwings.arg("a", ndim=2)
    @xlwings.arg("f", ndim=2)
    def rolling(a, f, window):
        return [list(row) for row in CATALOGUE["HSTAR_ROLLING"].call(a, f, window)]

    custom_functions.rolling = rolling


async def measure() -> list[tuple[str, str, str, bool]]:
    app = make_app()
    by_default_conversion()
    inner = app._app  # a name of no catalogue is refused at the door; the comparison goes in behind it
    clients = {
        key: httpx.AsyncClient(transport=httpx.ASGITransport(app=made), base_url="http://localhost")
        for key, made in (("ours", app), ("default", inner), ("echo", echo_app()))
    }
    echo = await median(clients["echo"], "/echo", long_call())
    ours = await median(clients["ours"], CALL, long_call())
    default = await median(clients["default"], CALL, long_call("rolling"))
    await mixed(clients["ours"])  # warm
    before = resident()
    seconds, failed = await mixed(clients["ours"])
    growth = resident() / before
    for client in clients.values():
        await client.aclose()
    return [
        (f"{REQUESTS:,} requests, {AT_ONCE} at once", f"{seconds:.1f} s, {failed} failed", "0 failed", failed == 0),
        ("memory after them", f"×{growth:.2f}", f"≤ ×{MOST_GROWTH}", growth <= MOST_GROWTH),
        ("bare FastAPI echo of 600×2", f"{echo:.1f} ms", "", True),
        ("HSTAR_ROLLING of 600×2", f"{ours:.1f} ms", f"≤ {MOST_OF_ECHO} × echo", ours <= MOST_OF_ECHO * echo),
        (
            "the same with xlwings' own conversion",
            f"{default:.1f} ms",
            f"≥ {LEAST_OF_DEFAULT:.0f} × ours",
            default >= LEAST_OF_DEFAULT * ours,
        ),
    ]


def main() -> None:
    rows = asyncio.run(measure())
    print("| | measured | limit | |\n|---|---|---|---|")
    for what, measured, limit, kept in rows:
        print(f"| {what} | {measured} | {limit} | {'○' if kept else '×'} |")
    sys.exit(not all(kept for *_, kept in rows))


if __name__ == "__main__":
    main()
