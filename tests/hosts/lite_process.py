"""Runs by itself, away from the checkout: loads a workbook's main.py as xlwings Lite does and answers calls.

Arguments: the folder of main.py and the client: ``stub`` (a stand-in for xlwings; nothing but the standard library and
numpy may be imported) or ``xlwings`` (its own code, as it runs in Lite). Calls come in as JSON, answers go out as JSON.
"""

import asyncio
import json
import sys
from importlib.abc import MetaPathFinder
from inspect import signature
from types import ModuleType


class Refusing(MetaPathFinder):
    """A world without any other package."""

    allowed = frozenset({*sys.stdlib_module_names, "numpy", "main"})

    def find_spec(self, fullname, path=None, target=None):
        if fullname.partition(".")[0] not in self.allowed:
            raise ModuleNotFoundError(f"not here: {fullname}", name=fullname)


def stub():
    """What xlwings offers to a main.py."""
    module = ModuleType("xlwings")

    def arg(name, convert=None, doc=""):
        def decorate(function):
            function.__dict__.setdefault("told", {})[name] = [convert, doc]
            return function

        return decorate

    def func(function):
        function.registered = True
        return function

    module.XlwingsError = type("XlwingsError", (Exception,), {})
    module.arg, module.func = arg, func
    return module


class JsNull:
    """A blank in a range, as Pyodide hands JavaScript's null to Python."""


def with_nulls(value):
    return [with_nulls(item) for item in value] if isinstance(value, list) else JsNull() if value is None else value


def squeezed(value):
    """What xlwings makes of the matrix that Excel sends for every argument."""
    if isinstance(value, list) and len(value) == 1:
        row = value[0]
        return row[0] if isinstance(row, list) and len(row) == 1 else row
    return value


def registered(main):
    found = [value for value in vars(main).values() if getattr(value, "registered", False)]
    return {
        function.__name__: {
            "doc": function.__doc__,
            "told": getattr(function, "told", {}),
            "defaults": {
                parameter.name: None if parameter.default is parameter.empty else [parameter.default]
                for parameter in signature(function).parameters.values()
            },
        }
        for function in found
    }


def called_alone(main, name, args):
    defaults = [parameter.default for parameter in signature(getattr(main, name)).parameters.values()]
    given = [
        default if arg is None else squeezed(with_nulls(arg)) for arg, default in zip(args, defaults, strict=False)
    ]
    return getattr(main, name)(*given)


def called_by_xlwings(main, name, args):
    from xlwings import server

    body = {"client": "Office.js", "func_name": name, "args": args, "version": "", "runtime": "1.4"}
    return asyncio.run(server.custom_functions_call(body, main))


def answer(call, main, name, args):
    try:
        return {"cells": call(main, name, args)}
    except Exception as error:
        kinds = [kind.__name__ for kind in type(error).__mro__]
        return {"error": str(error), "expected": "XlwingsError" in kinds}


def run(folder, client):
    sys.path.insert(0, folder)
    if client == "stub":
        sys.modules["xlwings"] = stub()
        sys.modules["pyodide.ffi"] = ModuleType("pyodide.ffi")
        sys.modules["pyodide.ffi"].JsNull = JsNull
        sys.meta_path.insert(0, Refusing())
        call = called_alone
    else:
        call = called_by_xlwings
    import main

    result = {
        "results": [answer(call, main, name, args) for name, args in json.load(sys.stdin)],
        "from": sorted(
            {type(module.__loader__).__name__ for name, module in sys.modules.items() if "hedge_xl" in name}
        ),
        "own": main.own() if hasattr(main, "own") else None,
    }
    if client == "stub":
        result["functions"] = registered(main)
        result["modules"] = sorted({name.partition(".")[0] for name in sys.modules})
    else:
        from xlwings import server

        result["functions"] = {item["name"]: item for item in server.custom_functions_meta(main)["functions"]}
    json.dump(result, sys.stdout, ensure_ascii=False, allow_nan=False)


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    run(*sys.argv[1:])
