"""What stands before everything else: limits on size and time, judgement of requests, and headers for safety."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, Final

from hedge_xl.core.language import Text
from hedge_xl.functions import settings
from workbook.web.calls import refusal
from workbook.web.headers import safe_headers
from workbook.web.origin import strange
from workbook.web.words import REFUSALS

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

_log: Final = logging.getLogger(__name__)
_MEGABYTE: Final = 1_000_000


class _RefusedError(Exception):
    def __init__(self, status: int, text: Text) -> None:
        super().__init__(text.en)
        self.status, self.text = status, text


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest request in bytes, and how many seconds sending it and answering it may take."""

    body: int = 5 * _MEGABYTE
    sending: float = 20
    answering: float = 60


class Guard:
    """An application behind its limits.

    ``scripts`` are the actions that Excel may ask for. ``local`` says that only this computer reaches it.
    """

    def __init__(
        self, app: App, scripts: frozenset[str] = frozenset(), limits: Limits | None = None, *, local: bool = False
    ) -> None:
        self._app = app
        self._scripts = scripts
        self._local = local
        self._limits = limits or Limits()

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, safe_headers(scope["path"]))
        try:
            await self._serve(scope, receive, answer)
        except _RefusedError as refused:
            await answer.refuse(refused.status, refused.text)
        except Exception:
            _log.exception("%s %s", scope["method"], scope["path"])
            await answer.refuse(500, REFUSALS["failed"])

    async def _serve(self, scope: MutableMapping[str, Any], receive: Receive, answer: "_Answer") -> None:
        foreign = strange(scope["method"], scope["path"], scope["headers"], local=self._local)
        if foreign is not None:
            raise _RefusedError(403, foreign)
        body = await self._body(scope, receive)
        if scope["method"] == "POST":
            text = refusal(scope["path"], body, self._scripts)
            if text is not None:
                raise _RefusedError(400, text)
        sent = False

        async def replay() -> Message:
            nonlocal sent
            if sent:
                return await receive()  # whether the other side is still there
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        try:
            async with asyncio.timeout(self._limits.answering):
                await self._app(scope, replay, answer.send)
        except TimeoutError as error:
            raise _RefusedError(503, REFUSALS["too_slow"]) from error

    async def _body(self, scope: MutableMapping[str, Any], receive: Receive) -> bytes:
        limit = self._limits.body
        too_large = _RefusedError(413, REFUSALS["too_large"].format(limit=limit // _MEGABYTE))
        if any(name == b"content-length" and _length(value) > limit for name, value in scope["headers"]):
            raise too_large
        parts, size = list[bytes](), 0
        try:
            async with asyncio.timeout(self._limits.sending):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise _RefusedError(400, REFUSALS["too_slow"])
                    parts.append(message.get("body", b""))
                    size += len(parts[-1])
                    if size > limit:
                        raise too_large
                    if not message.get("more_body"):
                        return b"".join(parts)
        except TimeoutError as error:
            raise _RefusedError(408, REFUSALS["too_slow"]) from error


class _Answer:
    """Sends an answer on with the headers for safety added, and knows whether one has begun."""

    def __init__(self, send: Send, headers: dict[bytes, bytes]) -> None:
        self._send = send
        self._headers = headers
        self._begun = False

    async def send(self, message: Message) -> None:
        """Pass on a part of the answer."""
        if message["type"] == "http.response.start":
            self._begun = True
            kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in self._headers]
            message = {**message, "headers": [*kept, *self._headers.items()]}
        await self._send(message)

    async def refuse(self, status: int, text: Text) -> None:
        """Answer with one line of text, unless an answer is under way."""
        if self._begun:
            return
        body = text.of(settings.current_language()).encode()
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
            (b"connection", b"close"),
        ]
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})


def _length(value: bytes) -> int:
    return int(value) if value.isdigit() and len(value) < 19 else 1 << 63
