from __future__ import annotations

import random
import socket
import time

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from litscan.collect.session import Patience, PoliteSession, open_session
from litscan.config import Settings
from litscan.errors import NetworkError, UsageError


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def session_with(clock: Clock, **limits: float) -> PoliteSession:
    return PoliteSession(
        Patience(**{"delay": 0.0, **limits}),  # type: ignore[arg-type]
        clock=clock,
        sleep=clock.sleep,
        jitter=random.Random(1),
    )


@pytest.mark.parametrize(
    ("host", "set_", "given", "delay"),
    [
        ("https://export.arxiv.org", None, None, 3.0),
        ("https://export.arxiv.org", 5.0, None, 5.0),
        ("http://127.0.0.1:1", None, None, 0.0),
        ("http://127.0.0.1:1", 3.0, None, 3.0),
        ("http://127.0.0.1:1", 3.0, 1.0, 1.0),
    ],
)
def test_delay_is_arxivs_unless_given_and_none_for_a_mirror(
    host: str, set_: float | None, given: float | None, delay: float
) -> None:
    assert open_session(Settings(base_url=host, delay=set_), given).patience.delay == delay


def test_arxiv_is_not_asked_more_often_than_it_allows() -> None:
    with pytest.raises(UsageError, match="asks for 3 s or more"):
        open_session(Settings(delay=1.0))


def test_starts_of_requests_are_apart_by_the_delay(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/x").respond_with_data("ok")
    clock = Clock()
    session = session_with(clock, delay=3.0)
    for _ in range(3):
        session.get(httpserver.url_for("/x"))
    assert clock.slept == [3.0, 3.0]


def test_time_that_passed_anyway_counts_towards_the_delay(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/x").respond_with_data("ok")
    clock = Clock()
    session = session_with(clock, delay=3.0)
    session.get(httpserver.url_for("/x"))
    clock.now += 2.0
    session.get(httpserver.url_for("/x"))
    assert clock.slept == [1.0]


def test_retry_after_is_honoured(httpserver: HTTPServer) -> None:
    httpserver.expect_ordered_request("/x").respond_with_data(
        "Rate exceeded.", 429, headers={"Retry-After": "17"}
    )
    httpserver.expect_ordered_request("/x").respond_with_data("ok")
    clock = Clock()
    assert session_with(clock).get(httpserver.url_for("/x")).content == b"ok"
    assert len(clock.slept) == 1
    assert 17.0 <= clock.slept[0] <= 18.0


def test_retry_after_beyond_patience_ends_at_once(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/x").respond_with_data("", 503, headers={"Retry-After": "86400"})
    clock = Clock()
    with pytest.raises(NetworkError, match="86400 seconds"):
        session_with(clock).get(httpserver.url_for("/x"))
    assert clock.slept == []


def test_waits_grow_and_end(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/x").respond_with_data("Rate exceeded.", 429)
    clock = Clock()
    with pytest.raises(NetworkError, match="HTTP 429, asked 5 times"):
        session_with(clock, attempts=5).get(httpserver.url_for("/x"))
    assert len(clock.slept) == 4
    assert clock.slept == sorted(clock.slept)
    assert clock.slept[-1] > 4 * clock.slept[0]


def test_a_blank_body_is_asked_again(httpserver: HTTPServer) -> None:
    httpserver.expect_ordered_request("/x").respond_with_data("")
    httpserver.expect_ordered_request("/x").respond_with_data("ok")
    assert session_with(Clock()).get(httpserver.url_for("/x")).content == b"ok"


def test_half_a_body_is_asked_again(httpserver: HTTPServer) -> None:
    half = Response(iter([b"half"]), headers={"Content-Length": "400"})
    httpserver.expect_ordered_request("/x").respond_with_response(half)
    httpserver.expect_ordered_request("/x").respond_with_data("whole")
    assert session_with(Clock()).get(httpserver.url_for("/x")).content == b"whole"


def test_refusal_is_not_asked_again(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/x").respond_with_data("no", 403)
    session = session_with(Clock())
    with pytest.raises(NetworkError, match="403"):
        session.get(httpserver.url_for("/x"))
    assert session.requests_made == 1


def test_a_body_without_end_is_cut_off(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/x").respond_with_data(b"x" * 200_000)
    with pytest.raises(NetworkError, match="more than 100000 bytes"):
        session_with(Clock(), max_bytes=100_000).get(httpserver.url_for("/x"))


def test_a_server_that_is_not_there_ends_within_a_minute_of_waiting() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    clock = Clock()
    started = time.monotonic()
    with pytest.raises(NetworkError, match="connection refused"):
        session_with(clock, delay=3.0).get(f"http://127.0.0.1:{port}/x")
    assert sum(clock.slept) < 60
    assert time.monotonic() - started < 10


def test_arxiv_sees_who_asks(httpserver: HTTPServer) -> None:
    seen: list[str] = []

    def note(request: object) -> Response:
        seen.append(request.headers["User-Agent"])  # type: ignore[attr-defined]
        return Response("ok")

    httpserver.expect_request("/x").respond_with_handler(note)
    PoliteSession(Patience(delay=0), "me@example.org").get(httpserver.url_for("/x"))
    assert seen[0].startswith("litscan/")
    assert seen[0].endswith("(me@example.org)")
