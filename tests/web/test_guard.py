"""The guard by itself: limits of time, and what happens when the application fails."""

import asyncio

import pytest

from workbook.web.guard import Guard, Limits

LIMITS = Limits(body=100, sending=0.05, answering=0.05)


def answer(app, *messages, method="GET", path="/", headers=()):
    """Status and body that come of a request; with no more messages the sender is silent."""
    sent, waiting = [], list(messages)

    async def receive():
        if not waiting:
            await asyncio.sleep(5)
        return waiting.pop(0)

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": list(headers)}
    asyncio.run(Guard(app, limits=LIMITS)(scope, receive, send))
    return sent[0]["status"], b"".join(part.get("body", b"") for part in sent[1:]).decode()


def part(body=b"", more=False):
    return {"type": "http.request", "body": body, "more_body": more}


async def echo(scope, receive, send):
    message = await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": message["body"]})


def test_a_request_in_parts_is_passed_on_whole():
    assert answer(echo, part(b"ab", True), part(b"c")) == (200, "abc")


def test_one_that_takes_too_long_to_send_is_given_up():
    assert answer(echo, part(b"ab", True))[0] == 408


def test_one_that_takes_too_long_to_answer_is_given_up():
    async def slow(scope, receive, send):
        await asyncio.sleep(5)

    assert answer(slow, part())[0] == 503


@pytest.mark.parametrize("length", [b"101", b"9" * 30, b"-1", b"x"])
def test_a_length_too_large_or_senseless_is_refused_unread(length):
    assert answer(echo, headers=[(b"content-length", length)])[0] == 413


def test_more_than_was_announced_is_refused():
    messages = [part(b"x" * 60, True), part(b"x" * 60)]
    assert answer(echo, *messages, headers=[(b"content-length", b"10")])[0] == 413


def test_a_fault_of_ours_tells_nothing_of_itself(caplog):
    async def broken(scope, receive, send):
        raise RuntimeError("/secret/path")

    status, text = answer(broken, part())
    assert status == 500
    assert "secret" not in text
    assert "/secret/path" in caplog.text


def test_a_fault_half_way_adds_no_second_answer():
    async def half(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError

    assert answer(half, part()) == (200, "")


def test_a_sender_who_left_is_told_nothing_more():
    assert answer(echo, {"type": "http.disconnect"})[0] == 400
