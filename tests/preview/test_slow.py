"""Clients that dawdle: each waits alone, and not for ever."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from preview.desk import LIMIT
from sitegen.preview import impatient

if TYPE_CHECKING:
    from preview.desk import Desk


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(impatient, "PATIENCE", 0.5)


@pytest.mark.parametrize("begun", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "])
def test_a_request_that_does_not_arrive_is_cut_off(serving: Desk, begun: bytes) -> None:
    with socket.create_connection(("127.0.0.1", serving.preview.port), LIMIT) as slow:
        slow.sendall(begun)
        assert serving.get().status_code == 200
        assert slow.recv(10) == b""


def test_a_second_request_on_a_connection_must_arrive_too(serving: Desk) -> None:
    with socket.create_connection(("127.0.0.1", serving.preview.port), LIMIT) as slow:
        slow.sendall(b"GET /style.css HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HT")
        answer = b"".join(iter(lambda: slow.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.count(b"HTTP/1.1") == 1


def test_a_stream_of_news_outlives_the_patience(serving: Desk) -> None:
    with socket.create_connection(("127.0.0.1", serving.preview.port), LIMIT) as stream:
        stream.sendall(b"GET /_sitegen/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        read_to_news(stream)
        stream.settimeout(1.5)
        with pytest.raises(TimeoutError):
            stream.recv(65536)
        stream.settimeout(LIMIT)
        serving.write("content/a.md", "two")
        read_to_news(stream)


def read_to_news(stream: socket.socket) -> None:
    heard = b""
    while not heard.endswith(b"}\n\n\r\n"):
        piece = stream.recv(65536)
        assert piece, heard
        heard += piece
    assert b"data: " in heard


def test_many_dawdlers_do_not_keep_others_out(serving: Desk) -> None:
    slow = [socket.create_connection(("127.0.0.1", serving.preview.port), LIMIT) for _ in range(100)]
    try:
        for one in slow:
            one.sendall(b"GET / HTTP/1.1\r\n")
        assert serving.get().status_code == 200
        assert all(one.recv(10) == b"" for one in slow)
    finally:
        for one in slow:
            one.close()
