from __future__ import annotations

import random
import socket
import time

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

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
    with pytest.raises(NetworkError, match="another 24 h"):
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


def test_after_a_refusal_nothing_more_is_asked(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/x").respond_with_data("no", 403)
    httpserver.expect_request("/y").respond_with_data("ok")
    session = session_with(Clock())
    for path in ("/x", "/y", "/y"):
        with pytest.raises(NetworkError, match="/x: HTTP 403"):
            session.get(httpserver.url_for(path))
    assert session.requests_made == 1


def test_a_redirection_is_a_request_like_any_other(httpserver: HTTPServer) -> None:
    moved = {"Location": "/y?a=1"}
    httpserver.expect_request("/x").respond_with_data("", 301, headers=moved)
    httpserver.expect_request("/y", query_string="a=1").respond_with_data("ok")
    clock = Clock()
    session = session_with(clock, delay=3.0)
    reply = session.get(httpserver.url_for("/x"), {"b": "2"})
    assert (reply.content, reply.url) == (b"ok", httpserver.url_for("/y?a=1"))
    assert clock.slept == [3.0]
    assert session.requests_made == 2


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("/x", "redirected more than 5 times"),
        ("file:///etc/passwd", "no address"),
    ],
)
def test_a_redirection_that_leads_nowhere_ends(
    httpserver: HTTPServer, target: str, message: str
) -> None:
    httpserver.expect_request("/x").respond_with_data("", 302, headers={"Location": target})
    with pytest.raises(NetworkError, match=message):
        session_with(Clock()).get(httpserver.url_for("/x"))


@pytest.mark.parametrize(
    ("setting", "header"),
    [("Bearer KEY", ("Authorization", "Bearer KEY")), ("X-Api-Key: KEY", ("X-Api-Key", "KEY"))],
)
def test_the_key_goes_to_its_server_and_to_no_other(
    httpserver: HTTPServer, setting: str, header: tuple[str, str]
) -> None:
    seen: list[tuple[str, str | None]] = []
    with HTTPServer(host="127.0.0.1") as other:
        for server, answer in (
            (httpserver, Response("", 302, {"Location": other.url_for("/x")})),
            (other, Response("ok")),
        ):

            def note(request: Request, server: HTTPServer = server, answer=answer) -> Response:  # type: ignore[no-untyped-def]
                seen.append((server.host, request.headers.get(header[0])))
                return answer  # type: ignore[no-any-return]

            server.expect_request("/x").respond_with_handler(note)
        base = httpserver.url_for("")
        session = open_session(Settings(base_url=base, arxiv_auth=setting))
        assert session.get(httpserver.url_for("/x")).content == b"ok"
    assert seen == [(httpserver.host, header[1]), ("127.0.0.1", None)]


def test_the_key_shows_nowhere() -> None:
    settings = Settings(base_url="http://127.0.0.1:1", arxiv_auth="Bearer SECRET")
    assert "SECRET" not in repr(settings)
    session = open_session(settings)
    assert "SECRET" not in repr(session)
    session.patience = Patience(delay=0, dial_attempts=1)
    with pytest.raises(NetworkError) as caught:
        session.get("http://127.0.0.1:1/x")
    assert "SECRET" not in str(caught.value)
    for bad in ("Bearer SECRET\nX: y", "X-Key: SECRET\x00", "Bearer SECR\u00c9T"):
        with pytest.raises(UsageError, match="is no header") as refused:
            open_session(Settings(base_url="http://127.0.0.1:1", arxiv_auth=bad))
        assert "SECR" not in str(refused.value)


@pytest.mark.parametrize(
    "address", ["arxiv", "ftp://h", "http://", "http://h:x", "http://[::1", "http://h:99999"]
)
def test_a_base_url_that_is_none_is_one_line(address: str) -> None:
    with pytest.raises(UsageError, match="is no address"):
        open_session(Settings(base_url=address))


def test_a_session_remembers_a_pause_it_did_not_wait_for(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/x").respond_with_data("", 429, headers={"Retry-After": "1000"})
    session = session_with(Clock())
    for _ in range(3):
        with pytest.raises(NetworkError, match="left alone"):
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
