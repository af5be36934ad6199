"""Imports run one way: core <- functions <- hosts, hedge_xl <- workbook; heavy libraries stay outside."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = {"pandas", "openpyxl", "lxml", "scipy", "sklearn", "typer", "rich"}
BUILD_SCRIPT = ROOT / "hedge_xl/data/build.py"


def imports(path: Path) -> set[str]:
    """Every module a file imports, at any depth of its code."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def tops(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(path)}


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", files("hedge_xl/core"), ids=lambda path: path.name)
def test_core_needs_numpy_and_itself_only(path):
    assert tops(path) <= {*sys.stdlib_module_names, "numpy", "hedge_xl"}
    assert all(within(name, "hedge_xl.core") for name in imports(path) if within(name, "hedge_xl"))
    code = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    calls = {node.func.id for node in code if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not calls & {"print", "open", "input"}


@pytest.mark.parametrize("path", files("hedge_xl"), ids=lambda path: str(path.relative_to(ROOT)))
def test_hedge_xl_never_imports_workbook_or_heavy_libraries(path):
    assert "workbook" not in tops(path)
    if path != BUILD_SCRIPT:
        assert not HEAVY & tops(path)


@pytest.mark.parametrize("path", files("hedge_xl/functions"), ids=lambda path: path.name)
def test_functions_know_no_host(path):
    assert not any(within(name, "hedge_xl.hosts") for name in imports(path))


def test_only_hosts_import_xlwings_and_never_its_paid_part():
    users = {path for path in files("hedge_xl", "workbook") if "xlwings" in tops(path)}
    assert all(path.parent.name == "hosts" for path in users if path.is_relative_to(ROOT / "hedge_xl"))
    for path in files("hedge_xl", "workbook"):
        assert not any(within(name, "xlwings.pro") for name in imports(path))
