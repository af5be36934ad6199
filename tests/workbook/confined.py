"""Running commands, and anything in a process of its own that cannot take more time or memory than it is given."""

import io
import json
import os
import resource
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from workbook import cli
from workbook.commands.common import CLEAN

MIB = 2**20


def command(*arguments: str | Path) -> tuple[object, str, str]:
    """Exit code of a command of the command line in English, and what it printed."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            cli.main([*map(str, arguments), "--lang", "en"])
        except SystemExit as error:
            return error.code or CLEAN, out.getvalue(), err.getvalue()


class Ended(NamedTuple):
    """How it ended: the result it returned, or what stopped it; seconds, and the memory it added at its peak."""

    result: Any
    stopped: str
    seconds: float
    mebibytes: float


def confined(work: Callable[[], Any], *, seconds: int = 10, mebibytes: int = 512) -> Ended:
    """Do the work in a forked child with limits on processor time and added address space; its result as JSON."""
    reader, writer = os.pipe()
    started = time.monotonic()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child starts no threads and ends with _exit
        child = os.fork()
    if child == 0:
        os.close(reader)
        _limit(seconds, mebibytes)
        _report(writer, work)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        said = stream.read()
    _, status = os.waitpid(child, 0)
    taken = time.monotonic() - started
    if os.WIFSIGNALED(status):
        return Ended(None, signal.Signals(os.WTERMSIG(status)).name, taken, 0)
    answer = json.loads(said)
    return Ended(answer["result"], answer["stopped"], taken, answer["memory"])


def _limit(seconds: int, mebibytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    used = _address_space()
    resource.setrlimit(resource.RLIMIT_AS, (used + mebibytes * MIB, used + mebibytes * MIB))


def _address_space() -> int:
    with open("/proc/self/statm", encoding="ascii") as stream:
        return int(stream.read().split()[0]) * resource.getpagesize()


def _report(writer: int, work: Callable[[], Any]) -> None:
    """Say what came of it and end at once: nothing of the parent's may run again in the child."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result, stopped = None, ""
    try:
        result = work()
    except BaseException as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        stopped = f"{type(error).__name__}: {error} ({where.filename}:{where.lineno})"
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    os.write(writer, json.dumps({"result": result, "stopped": stopped, "memory": memory}).encode())
    os._exit(0)


SUPPORTED = sys.platform == "linux"
