"""Importing modules whose sources are carried as text: how one file holds a whole package.

Only the lines from the first `import` on travel: they stand in every bundle, so they use the standard library alone.
"""

import sys
from collections.abc import Mapping, Sequence
from importlib.abc import ExecutionLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType


class CarriedModules(MetaPathFinder, ExecutionLoader):
    """Finds and loads modules by name in a table of sources."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module, if it is carried."""
        return spec_from_loader(fullname, self) if fullname in self._sources else None

    def is_package(self, fullname: str) -> bool:
        """Whether other modules are inside it."""
        return any(name.startswith(f"{fullname}.") for name in self._sources)

    def get_filename(self, fullname: str) -> str:
        """The name that tracebacks show."""
        return fullname.replace(".", "/") + ("/__init__.py" if self.is_package(fullname) else ".py")

    def get_source(self, fullname: str) -> str:
        """The source, which tracebacks quote."""
        return self._sources[fullname]


def carry(sources: Mapping[str, str]) -> None:
    """Make the modules importable; an earlier run of the same file, with other sources perhaps, is forgotten."""
    for name in [name for name in sys.modules if name in sources]:
        del sys.modules[name]
    kept = [finder for finder in sys.meta_path if type(finder).__name__ != CarriedModules.__name__]
    sys.meta_path[:] = [CarriedModules(sources), *kept]
