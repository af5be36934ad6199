"""Messages to wherever the user reads them, through the library apprise. A URL holds secrets: it is never shown."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Text

if TYPE_CHECKING:
    import apprise

OPTION: Final = "--notify"
_NOT_INSTALLED: Final = Text(
    'apprise が必要です。pip install "hedge-xl[notify]" で入れてください。',
    'needs apprise: pip install "hedge-xl[notify]".',
)
_BAD_URL: Final = Text(
    "このURLは使えません(内容は表示しません)。apprise の書き方(例 mailto://、slack://、json://)を確かめてください。",
    "the URL cannot be used (it is not shown here); check how apprise writes it (mailto://, slack://, json:// ...).",
)
_FAILED: Final = Text(
    "通知を送れませんでした。通信と、URLの宛先・鍵を確かめてください(URLは表示しません)。",
    "the message could not be sent; check the network, and the address and keys in the URL (it is not shown here).",
)


class Notifier:
    """A way to send messages, checked before there is one to send."""

    def __init__(self, url: str) -> None:
        """HedgeError when apprise is missing or does not know such a URL."""
        self._service = _service(url)

    def send(self, title: str, body: str) -> None:
        """Send a message. HedgeError when that fails."""
        with _silent():
            sent = self._service.notify(title=title, body=body)
        if not sent:
            raise HedgeError(_FAILED, OPTION)


def _service(url: str) -> "apprise.Apprise":
    with _silent():
        try:
            import apprise
        except ImportError as error:
            raise HedgeError(_NOT_INSTALLED, OPTION) from error
        service = apprise.Apprise()
        known = service.add(url)
    if not known or not len(service):
        raise HedgeError(_BAD_URL, OPTION)
    return service


@contextmanager
def _silent() -> Iterator[None]:
    """Keep the library from logging: what it says of a failure may hold the URL.

    Its plugins, loaded on first use, warn of modules that Python is about to drop; no user can do anything about it.
    """
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            yield
    finally:
        logging.disable(before)
