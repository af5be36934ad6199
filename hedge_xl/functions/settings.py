"""The language of messages and table headers: HEDGE_XL_LANG, or `use_language` for the current context."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from hedge_xl.core.language import Language

ENVIRONMENT: Final = "HEDGE_XL_LANG"

_chosen: ContextVar[Language | None] = ContextVar("hedge_xl_language", default=None)


def current_language() -> Language:
    """The language chosen for this context, else the environment's, else Japanese."""
    return _chosen.get() or ("en" if os.environ.get(ENVIRONMENT, "").strip().lower().startswith("en") else "ja")


@contextmanager
def use_language(language: Language) -> Iterator[None]:
    """Speak one language inside the block, in this thread or task only."""
    token = _chosen.set(language)
    try:
        yield
    finally:
        _chosen.reset(token)
