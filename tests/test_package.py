"""What is published: the wheel and the source archive hold all they must, and the wheel works away from here."""

import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from importlib.util import find_spec
from pathlib import Path

import pytest
from ledgers import demo_file

from hedge_xl import __version__

ROOT = Path(__file__).parent.parent
PACKAGES = ("hedge_xl", "workbook")
METADATA = f"hedge_xl-{__version__}.dist-info"
# Runs the published command as an installed script does, and says where its code came from.
START = """
import sys
from importlib.metadata import entry_points
import workbook
print(workbook.__file__, file=sys.stderr)
(script,) = entry_points(group="console_scripts", name="hedge-xl")
sys.exit(script.load()())
"""


def build(source: Path, out: Path, *targets: str) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(out), *targets]
    subprocess.run(command, cwd=source, check=True, capture_output=True, timeout=60)


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive."""
    if find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed")
    out = tmp_path_factory.mktemp("dist")
    build(ROOT, out)
    return out


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    (path,) = dist.glob("*.whl")
    assert path.name == f"hedge_xl-{__version__}-py3-none-any.whl"
    return path


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def files(*folders: str) -> set[str]:
    """Every file of the checkout below some folders, but for what Python leaves there."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts}


def test_the_wheel_holds_the_packages_whole_and_nothing_else(unpacked: Path) -> None:
    found = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert {name for name in found if not name.startswith(METADATA)} == files(*PACKAGES)
    for name in ("hedge_xl/data/market.csv", "hedge_xl/data/SOURCES.md", "hedge_xl/docs/ledger.ja.md"):
        assert (unpacked / name).read_bytes() == (ROOT / name).read_bytes()


@pytest.mark.parametrize("package", PACKAGES)
def test_both_packages_say_that_they_are_typed(unpacked: Path, package: str) -> None:
    assert (unpacked / package / "py.typed").read_bytes() == b""


def test_what_the_wheel_says_of_itself(unpacked: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    metadata = Parser().parsestr((unpacked / METADATA / "METADATA").read_text(encoding="utf-8"))
    assert (metadata["Name"], metadata["Version"]) == ("hedge-xl", __version__)
    assert metadata["Requires-Python"] == project["requires-python"]
    needed = metadata.get_all("Requires-Dist") or []
    assert {item for item in needed if "extra ==" not in item} == set(project["dependencies"])
    assert metadata.get_payload() == (ROOT / "README.md").read_text(encoding="utf-8")
    assert (unpacked / METADATA / "licenses" / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    scripts = (unpacked / METADATA / "entry_points.txt").read_text(encoding="utf-8")
    assert scripts.split() == ["[console_scripts]", "hedge-xl", "=", "workbook.__main__:main"]


def test_the_source_archive_holds_all_that_is_needed_to_test_and_build_it(
    dist: Path, wheel: Path, tmp_path: Path
) -> None:
    (path,) = dist.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        archive.extractall(tmp_path, filter="data")
    source = tmp_path / f"hedge_xl-{__version__}"
    found = {item.relative_to(source).as_posix() for item in source.rglob("*") if item.is_file()}
    documents = {"README.md", "README.ja.md", "CHANGELOG.md", "LICENSE", "pyproject.toml"}
    assert found >= files(*PACKAGES, "tests", "templates") | documents
    build(source, tmp_path / "again", "-t", "wheel")
    assert contents(tmp_path / "again" / wheel.name) == contents(wheel)


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_sources_give_the_same_wheel(dist: Path, wheel: Path, tmp_path: Path) -> None:
    build(ROOT, tmp_path, "-t", "wheel")
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_the_wheel_works_away_from_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))}
    environment |= {"PYTHONPATH": str(unpacked), "PYTHONDONTWRITEBYTECODE": "1", "HEDGE_XL_LANG": "en"}
    command = [sys.executable, "-c", START, "demo"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr.strip()) == (0, str(unpacked / "workbook" / "__init__.py"))
    assert "SELL" in done.stdout
    assert (tmp_path / "hedge-demo" / "ledger.xlsx").read_bytes() == demo_file("en")
