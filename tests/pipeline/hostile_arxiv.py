"""A loopback arXiv that sends what no e-print should be, streamed so that nothing is held."""

from __future__ import annotations

import gzip
import io
import os
import struct
import tarfile
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TEX = (
    rb"\documentclass{article}\title{Pruning}\begin{document}\maketitle\section{Method}"
    rb" We prune 90\,\% of the weights of ResNet-50. \end{document}"
)
GONE = b"<html><body>404: the author has provided no source</body></html>"
OUTAGE = b"<html><head><title>arXiv.org</title></head><body>An error occurred.</body></html>"
GIB = 1 << 30
_BLOCK = 16 << 20


def pdf_of(text: str) -> bytes:
    """A PDF of one page with the same line twenty times."""
    drawn = f"BT /F1 12 Tf 14 TL 72 700 Td {f'({text}) Tj T* ' * 20}ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 6\n0000000000 65535 f \n{table}{trailer}".encode()


Member = tuple[str, bytes | tarfile.TarInfo]


def member(name: str, kind: bytes, target: str = "") -> Member:
    """A link or device of a tar."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return name, info


def tar_of(*members: Member) -> bytes:
    """A tar of files and of what `member` makes."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name, content in members:
            if isinstance(content, tarfile.TarInfo):
                tar.addfile(content)
            else:
                info = tarfile.TarInfo(name)
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def targz(*members: Member) -> bytes:
    """The same, gzipped as arXiv sends it."""
    return gzip.compress(tar_of(*members))


def bomb(head: bytes, zeros: int) -> Iterator[bytes]:
    """Some bytes and then gigabytes of zeros, as gzip, made a block at a time."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    yield b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"
    yield packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    packer.compress(b"")
    block = packer.compress(bytes(_BLOCK)) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(zeros // _BLOCK):
        yield block
    yield packer.flush() + struct.pack("<II", 0, zeros & 0xFFFFFFFF)


def tar_bomb() -> Iterator[bytes]:
    """A tar of one file of ten gibibytes of zeros, in ten megabytes."""
    info = tarfile.TarInfo("main.tex")
    info.size = 10 * GIB
    return bomb(info.tobuf(tarfile.GNU_FORMAT), 10 * GIB)


def long_header(size: int) -> bytes:
    """A tar whose first header claims a name of so many bytes."""
    info = tarfile.TarInfo("././@PaxHeader")
    info.type, info.size = tarfile.XHDTYPE, size
    return info.tobuf(tarfile.USTAR_FORMAT) + os.urandom(size)


def headers_only(count: int) -> bytes:
    """A tar of extended headers that nothing follows."""
    info = tarfile.TarInfo("././@PaxHeader")
    record = b"12 comment=a\n"
    record = b"%d comment=a\n" % len(record)
    info.type, info.size = tarfile.XHDTYPE, len(record)
    return (info.tobuf(tarfile.USTAR_FORMAT) + record.ljust(512, b"\0")) * count


@dataclass(frozen=True)
class Answer:
    """What an address sends; without a length the body ends with the connection."""

    chunks: Callable[[], Iterator[bytes]]
    status: int = 200
    length: int | None = None


def answer(body: bytes, status: int = 200, length: int | None = None) -> Answer:
    """An answer of bytes in memory; `length` is what is claimed, if it is not true."""
    return Answer(lambda: iter([body]), status, len(body) if length is None else length)


def endless() -> Iterator[bytes]:
    """Bytes without end."""
    while True:
        yield b"\x1f\x8b" + bytes(_BLOCK)


@dataclass
class HostileArxiv:
    """What is sent, by path, and which paths were asked for."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    url: str = ""


class _Handler(BaseHTTPRequestHandler):
    arxiv: HostileArxiv

    def do_GET(self) -> None:
        """Send what there is for a path."""
        self.arxiv.asked.append(self.path)
        found = self.arxiv.answers.get(self.path, answer(GONE, 404))
        self.send_response(found.status)
        self.send_header("Content-Type", "application/x-eprint-tar")
        if found.length is not None:
            self.send_header("Content-Length", str(found.length))
        self.end_headers()
        try:
            for chunk in found.chunks():
                self.wfile.write(chunk)
        except OSError:  # the client had enough
            pass

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def hostile_arxiv(answers: dict[str, Answer]) -> Iterator[HostileArxiv]:
    """Serve answers by path on a free port."""
    arxiv = HostileArxiv(answers)
    handler = type("Handler", (_Handler,), {"arxiv": arxiv})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    arxiv.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield arxiv
    finally:
        server.shutdown()
        server.server_close()
