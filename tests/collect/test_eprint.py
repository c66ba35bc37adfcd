from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from litscan.collect.archive import UnpackLimits, UnsafeArchiveError, sniff, unpack
from litscan.collect.eprint import FINAL, fetch_text
from litscan.collect.session import PoliteSession
from litscan.errors import ReadError
from litscan.ids import ArxivId

TEX = rb"\documentclass{article}\begin{document}We prune.\end{document}"
PDF = b"%PDF-1.5\n%\xe2\xe3\n1 0 obj\n"
GONE = b"<html><body>404: the author has provided no source</body></html>"
WITHDRAWN = b"<!DOCTYPE html><html><body>This paper has been withdrawn</body></html>"


def tar_of(*members: tuple[str, bytes | str], compress: bool = True) -> bytes:
    """A tar; text instead of bytes makes a symbolic link to it."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name, content in members:
            info = tarfile.TarInfo(name)
            if isinstance(content, str):
                info.type, info.linkname = tarfile.SYMTYPE, content
                tar.addfile(info)
            else:
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
    return gzip.compress(buffer.getvalue()) if compress else buffer.getvalue()


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir())


def test_a_tar_keeps_its_folders(tmp_path: Path) -> None:
    unpack(tar_of(("main.tex", TEX), ("sections/method.tex", b"x")), tmp_path / "s")
    assert names(tmp_path / "s") == ["main.tex", "sections/method.tex"]
    assert (tmp_path / "s" / "main.tex").read_bytes() == TEX


@pytest.mark.parametrize("layers", [0, 1, 2])
def test_one_tex_file_under_up_to_two_gzips(tmp_path: Path, layers: int) -> None:
    content = TEX
    for _ in range(layers):
        content = gzip.compress(content)
    unpack(content, tmp_path)
    assert (tmp_path / "main.tex").read_bytes() == TEX


def test_an_uncompressed_tar_is_known_by_its_bytes(tmp_path: Path) -> None:
    unpack(tar_of(("a.tex", TEX), compress=False), tmp_path)
    assert names(tmp_path) == ["a.tex"]


@pytest.mark.parametrize("name", ["../out.tex", "/etc/out.tex", "a/../../out.tex", "C:\\out.tex"])
def test_a_name_that_leads_out_refuses_the_archive(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "inside" / "s"
    with pytest.raises(UnsafeArchiveError, match="leads out"):
        unpack(tar_of(("main.tex", TEX), (name, b"evil")), folder)
    assert names(tmp_path) == []


def test_links_are_left_out_and_nothing_is_written_through_them(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    archive = tar_of(("passwd", "/etc/passwd"), ("sub", str(target)), ("main.tex", TEX))
    unpack(archive, tmp_path / "s")
    assert names(tmp_path / "s") == ["main.tex"]
    assert names(target) == []


def test_a_gzip_bomb_is_stopped_by_its_ratio(tmp_path: Path) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    with pytest.raises(UnsafeArchiveError, match="unpack to more than"):
        unpack(bomb, tmp_path, UnpackLimits(ratio_from=1_000_000))
    assert names(tmp_path) == []


def test_a_tar_that_claims_too_much_is_refused(tmp_path: Path) -> None:
    archive = tar_of(*((f"{i}.tex", TEX) for i in range(30)))
    with pytest.raises(UnsafeArchiveError, match="more than 20 members"):
        unpack(archive, tmp_path, UnpackLimits(max_members=20))


def test_deep_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsafeArchiveError, match="nested 301 deep"):
        unpack(tar_of(("d/" * 300 + "a.tex", TEX)), tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        WITHDRAWN,
        gzip.compress(WITHDRAWN),
        gzip.compress(TEX * 50)[:-20],
        b"\x1f\x8b\x08rubbish",
        tar_of(),
        bytes(range(256)) * 4,
    ],
    ids=["empty", "html", "html.gz", "cut", "rubbish", "no members", "binary"],
)
def test_what_is_no_source_says_so(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ReadError):
        unpack(content, tmp_path)
    assert names(tmp_path) == []


def test_sniffing_looks_at_bytes() -> None:
    assert [sniff(c) for c in (TEX, PDF, WITHDRAWN, b"%!PS-Adobe", b"", b"\x00\x01")] == [
        "tex",
        "pdf",
        "html",
        "postscript",
        "empty",
        "unknown",
    ]


def serve(httpserver: HTTPServer, eprint: tuple[bytes, int], pdf: tuple[bytes, int]) -> None:
    httpserver.expect_request("/e-print/2401.00001").respond_with_data(*eprint)
    httpserver.expect_request("/html/2401.00001").respond_with_data(GONE, 404)
    httpserver.expect_request("/pdf/2401.00001").respond_with_data(*pdf)


@pytest.mark.parametrize(
    ("eprint", "pdf", "outcome"),
    [
        ((tar_of(("main.tex", TEX)), 200), (PDF, 200), "source"),
        ((gzip.compress(TEX), 200), (PDF, 200), "source"),
        ((PDF, 200), (b"", 404), "pdf"),
        ((WITHDRAWN, 404), (PDF, 200), "pdf"),
        ((WITHDRAWN, 200), (PDF, 200), "pdf"),
        ((GONE, 404), (GONE, 404), "no_text"),
        ((WITHDRAWN, 200), (WITHDRAWN, 200), "withdrawn"),
        ((WITHDRAWN, 404), (GONE, 404), "withdrawn"),
        ((tar_of(("../a.tex", TEX)), 200), (PDF, 200), "pdf"),
        ((tar_of(("../a.tex", TEX)), 200), (GONE, 404), "unsafe"),
        ((gzip.compress(b"\x00\x01\x02" * 90), 200), (WITHDRAWN, 404), "unreadable"),
    ],
)
def test_outcomes_are_typed(
    httpserver: HTTPServer,
    quick: PoliteSession,
    tmp_path: Path,
    eprint: tuple[bytes, int],
    pdf: tuple[bytes, int],
    outcome: str,
) -> None:
    serve(httpserver, eprint, pdf)
    found = fetch_text(quick, httpserver.url_for(""), ArxivId("2401.00001"), tmp_path / "s")
    assert found.outcome == outcome
    assert bool(found.content) == (outcome in ("source", "pdf"))
    assert not (tmp_path / "a.tex").exists()


def answers(httpserver: HTTPServer, path: str, *bodies: bytes) -> None:
    """Answer with these bodies, one after the other, and with the last one from then on."""
    for body in bodies[:-1]:
        httpserver.expect_ordered_request(path).respond_with_data(body)
    httpserver.expect_ordered_request(path).respond_with_data(bodies[-1])


OUTAGE = b"<html><body>We are sorry, an error occurred.</body></html>"
WHOLE = gzip.compress(TEX * 50)


@pytest.mark.parametrize(
    "faults",
    [(OUTAGE,) * 4, (WHOLE[:-20],) * 2, (b"Rate exceeded.",), (OUTAGE, WHOLE[:40], OUTAGE)],
    ids=["outage", "half", "words", "mixed"],
)
def test_faults_of_a_moment_are_asked_again(
    httpserver: HTTPServer, quick: PoliteSession, tmp_path: Path, faults: tuple[bytes, ...]
) -> None:
    answers(httpserver, "/e-print/2401.00001", *faults, WHOLE)
    found = fetch_text(quick, httpserver.url_for(""), ArxivId("2401.00001"), tmp_path)
    assert (found.outcome, quick.requests_made) == ("source", len(faults) + 1)


def test_a_page_that_says_there_is_nothing_is_believed_at_once(
    httpserver: HTTPServer, quick: PoliteSession, tmp_path: Path
) -> None:
    for kind in ("e-print", "html", "pdf"):
        httpserver.expect_request(f"/{kind}/2401.00001v2").respond_with_data(WITHDRAWN)
    found = fetch_text(quick, httpserver.url_for(""), ArxivId("2401.00001", 2), tmp_path)
    assert (found.outcome, quick.requests_made) == ("withdrawn", 3)


def test_an_outage_that_stays_is_no_outcome_to_remember(
    httpserver: HTTPServer, quick: PoliteSession, tmp_path: Path
) -> None:
    for kind in ("e-print", "html", "pdf"):
        httpserver.expect_request(f"/{kind}/2401.00001").respond_with_data(OUTAGE)
    found = fetch_text(quick, httpserver.url_for(""), ArxivId("2401.00001"), tmp_path)
    assert (found.outcome, quick.requests_made) == ("unanswered", 15)
    assert found.outcome not in FINAL


def test_links_and_devices_are_counted_in_the_note(
    httpserver: HTTPServer, quick: PoliteSession, tmp_path: Path
) -> None:
    archive = tar_of(("main.tex", TEX), ("a.tex", b"x"), ("passwd", "/etc/passwd"))
    httpserver.expect_request("/e-print/2401.00001").respond_with_data(archive)
    found = fetch_text(quick, httpserver.url_for(""), ArxivId("2401.00001"), tmp_path)
    assert found.note == "2 files; 1 left out (links, devices, names)"
    assert found.path is not None
    assert names(found.path) == ["a.tex", "main.tex"]


def test_padding_behind_a_gzip_and_gzips_in_a_row_are_read(tmp_path: Path) -> None:
    whole = gzip.compress(TEX[:30]) + gzip.compress(TEX[30:]) + bytes(512)
    unpack(whole, tmp_path)
    assert (tmp_path / "main.tex").read_bytes() == TEX
    with pytest.raises(UnsafeArchiveError, match="gzips in a row"):
        unpack(gzip.compress(b"") * 1200, tmp_path)
