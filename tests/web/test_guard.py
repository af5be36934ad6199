"""The guard by itself: limits of time, and what happens when the application fails."""

import asyncio

import pytest

from workbook.web.guard import Guard, Limits

LIMITS = Limits(body=100, sending=0.05, answering=0.05)


def answer(app, *messages, method="GET", path="/", headers=(), local=False):
    """Status and body that come of a request; with no more messages the sender is silent."""
    sent, waiting = [], list(messages)

    async def receive():
        if not waiting:
            await asyncio.sleep(5)
        return waiting.pop(0)

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": list(headers)}
    asyncio.run(Guard(app, limits=LIMITS, local=local)(scope, receive, send))
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


HERE = ["localhost:8000", "LOCALHOST", "127.0.0.1:8000", "127.8.8.8", "[::1]:8000", "[::1]", "hedge.example"]
ELSEWHERE = ["evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example", "192.168.0.5:8000", "", "["]


@pytest.mark.parametrize("host", [*HERE, *ELSEWHERE])
def test_a_local_server_is_asked_for_by_its_own_names(host, monkeypatch):
    monkeypatch.setenv("XLWINGS_HOSTNAME", "hedge.example")
    headers = [(b"Host", host.encode())]
    assert answer(echo, part(), headers=headers, local=True)[0] == (200 if host in HERE else 403)
    assert answer(echo, part(), headers=headers)[0] == 200


def test_without_a_name_of_its_own_a_local_server_refuses_every_other(monkeypatch):
    monkeypatch.delenv("XLWINGS_HOSTNAME", raising=False)
    status, text = answer(echo, part(), headers=[(b"host", b"hedge.example")], local=True)
    assert status == 403
    assert "XLWINGS_HOSTNAME" in text


@pytest.mark.parametrize(
    ("path", "site", "status"),
    [
        ("/make", b"cross-site", 403),
        ("/make", b"same-origin", 200),
        ("/make", b"none", 200),
        ("/elsewhere", b"cross-site", 200),
    ],
)
def test_our_form_is_not_taken_from_another_site(path, site, status):
    assert answer(echo, part(), method="POST", path=path, headers=[(b"sec-fetch-site", site)])[0] == status
    assert answer(echo, part(), method="GET", path=path, headers=[(b"sec-fetch-site", site)])[0] == 200


def test_a_sender_who_left_is_told_nothing_more():
    assert answer(echo, {"type": "http.disconnect"})[0] == 400
