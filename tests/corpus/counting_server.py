"""A loopback host that notes when it is asked, by whom, and how many requests run at once."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class CountingServer(ThreadingHTTPServer):
    """Answers after `takes` seconds: with what `answers` says of the number of the request."""

    daemon_threads = True

    def __init__(self, takes: float = 0.0) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.takes = takes
        self.lock = threading.Lock()
        self.starts: list[float] = []
        self.inside = self.most_inside = 0
        self.answers: dict[int, tuple[int, dict[str, str]]] = {}
        self.asked = threading.Event()

    @property
    def url(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self.server_address[1]}/x"

    @property
    def gaps(self) -> list[float]:
        """Seconds between the starts of requests."""
        starts = sorted(self.starts)
        return [later - sooner for sooner, later in itertools.pairwise(starts)]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: CountingServer

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        server, now = self.server, time.monotonic()
        with server.lock:
            server.starts.append(now)
            server.inside += 1
            server.most_inside = max(server.most_inside, server.inside)
            status, headers = server.answers.get(len(server.starts), (200, {}))
        server.asked.set()
        try:
            time.sleep(server.takes)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            with server.lock:
                server.inside -= 1


@contextmanager
def counting_server(takes: float = 0.0) -> Iterator[CountingServer]:
    """Yield a running one."""
    with CountingServer(takes) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
