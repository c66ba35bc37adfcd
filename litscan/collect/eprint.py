"""The full text of a paper: its source where there is one, else its PDF, as a typed outcome.

What ``/e-print/ID`` sends may be a gzipped tar, one gzipped TeX file, a PDF, a page of HTML, or
nothing; names and types in the headers are not to be trusted, so the bytes are looked at. Nothing
is unpacked beyond bounds on size, ratio, number and depth, and nothing outside the given folder;
links and devices are left out.
"""

from __future__ import annotations

import re
import tarfile
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Literal

from litscan.collect.session import PoliteSession
from litscan.errors import ReadError
from litscan.ids import ArxivId

__all__ = [
    "FetchedText",
    "Form",
    "Outcome",
    "UnpackLimits",
    "UnsafeArchiveError",
    "fetch_text",
    "sniff",
    "unpack",
]

Form = Literal["gzip", "tar", "tex", "pdf", "html", "postscript", "empty", "unknown"]
Outcome = Literal["source", "pdf", "no_text", "unsafe", "unreadable"]

_CHUNK = 1 << 16
_TEX = re.compile(
    rb"\\(?:documentclass|documentstyle|begin\s*\{|section|input\b|title\b|magnification)"
)


class UnsafeArchiveError(ReadError):
    """An archive that reaches outside its folder or passes the bounds."""


@dataclass(frozen=True, slots=True)
class UnpackLimits:
    """Bounds on an archive: bytes unpacked, members, depth of folders, and unpacked to packed."""

    max_bytes: int = 300 * 1024 * 1024
    max_members: int = 5000
    max_depth: int = 20
    max_ratio: float = 200.0
    ratio_from: int = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FetchedText:
    """What came of asking for a paper's text.

    Attributes
    ----------
    outcome : Outcome
        ``source`` or ``pdf``: `content` holds it as sent. ``no_text``: arXiv has none, or the
        paper was withdrawn. ``unsafe``: the source passes the bounds and there is no PDF.
        ``unreadable``: something else came.
    form : Form
        What the bytes are.
    files : tuple of Path
        Source files unpacked into the given folder.
    note : str
        One line for a person.
    """

    arxiv_id: ArxivId
    outcome: Outcome
    form: Form
    url: str
    content: bytes = b""
    files: tuple[Path, ...] = ()
    note: str = ""


def sniff(content: bytes) -> Form:
    r"""Return what bytes are, by looking at them.

    Examples
    --------
    >>> sniff(b"%PDF-1.5"), sniff(b"\x1f\x8b\x08"), sniff(b"<!DOCTYPE html><html>")
    ('pdf', 'gzip', 'html')
    """
    if not content:
        return "empty"
    if content.startswith(b"\x1f\x8b"):
        return "gzip"
    if content[257:262] == b"ustar" or _is_old_tar(content):
        return "tar"
    head = content[:2048].lstrip()
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if head.startswith(b"%!PS"):
        return "postscript"
    if re.match(rb"(?i)<(?:!doctype\s+html|html|head|\?xml)", head):
        return "html"
    if b"\x00" not in content[:4096] and _TEX.search(content[:200_000]):
        return "tex"
    return "unknown"


def _is_old_tar(content: bytes) -> bool:
    """Whether the first block is a tar header of before POSIX: its checksum holds."""
    if len(content) < 512:
        return False
    header = content[:512]
    try:
        stored = int(header[148:156].strip(b" \x00") or b"-1", 8)
    except ValueError:
        return False
    return stored == sum(header[:148]) + 256 + sum(header[156:])


def fetch_text(
    session: PoliteSession,
    base_url: str,
    arxiv_id: ArxivId,
    folder: Path,
    limits: UnpackLimits | None = None,
) -> FetchedText:
    """Ask for a paper's source, then its PDF, and unpack a source into a folder.

    Raises
    ------
    NetworkError
        If arXiv cannot be reached; a paper without text is an outcome, not an error.
    """
    base = base_url.rstrip("/")
    refused: FetchedText | None = None
    for address in (f"{base}/e-print/{arxiv_id}", f"{base}/pdf/{arxiv_id}"):
        found = _one_address(session, address, arxiv_id, folder, limits or UnpackLimits())
        if found.outcome in ("source", "pdf"):
            return found
        if refused is None or refused.outcome == "no_text":
            refused = found
    assert refused is not None
    return refused


def _one_address(
    session: PoliteSession, url: str, arxiv_id: ArxivId, folder: Path, limits: UnpackLimits
) -> FetchedText:
    reply = session.get(url)
    form = sniff(reply.content)
    if reply.status != 200:
        return FetchedText(arxiv_id, "no_text", form, url, note=f"HTTP {reply.status}")
    if form == "pdf":
        return FetchedText(arxiv_id, "pdf", form, url, reply.content, note="PDF")
    if form in ("gzip", "tar", "tex"):
        try:
            files = unpack(reply.content, folder, limits)
        except UnsafeArchiveError as error:
            return FetchedText(arxiv_id, "unsafe", form, url, note=str(error))
        except ReadError as error:
            return FetchedText(arxiv_id, "unreadable", form, url, note=str(error))
        names = "one file" if len(files) == 1 else f"{len(files)} files"
        return FetchedText(arxiv_id, "source", form, url, reply.content, files, names)
    note = "a page of HTML: withdrawn, or no source" if form == "html" else f"{form} bytes"
    outcome: Outcome = "no_text" if form in ("html", "empty") else "unreadable"
    return FetchedText(arxiv_id, outcome, form, url, note=note)


def unpack(content: bytes, folder: Path, limits: UnpackLimits | None = None) -> tuple[Path, ...]:
    """Unpack an e-print into a folder and return the files written, sorted.

    Raises
    ------
    UnsafeArchiveError
        If a member's name leads out of the folder, or a bound is passed; nothing is written then.
    ReadError
        If the bytes are no source.
    """
    limits = limits or UnpackLimits()
    with tempfile.TemporaryFile() as plain:
        form = _inflate(content, plain, limits)
        plain.seek(0)
        if form == "tar":
            return _untar(plain, folder, limits)
        if form in ("tex", "pdf"):
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / ("main.tex" if form == "tex" else "main.pdf")
            path.write_bytes(plain.read())
            return (path,)
    raise ReadError(f"e-print: no source inside, but {form} bytes")


def _inflate(content: bytes, plain: IO[bytes], limits: UnpackLimits) -> Form:
    """Write content, without up to two layers of gzip, and return what it then is."""
    form = sniff(content)
    for _ in range(2):
        if form != "gzip":
            break
        with tempfile.TemporaryFile() as layer:
            _gunzip(content, layer, limits)
            layer.seek(0)
            head = layer.read(200_000)
            form = sniff(head)
            if form != "gzip":
                layer.seek(0)
                while chunk := layer.read(_CHUNK):
                    plain.write(chunk)
                return form
            content = head + layer.read()
    if form == "gzip":
        raise UnsafeArchiveError("e-print: gzip within gzip within gzip")
    plain.write(content)
    return form


def _gunzip(content: bytes, out: IO[bytes], limits: UnpackLimits) -> None:
    machine = zlib.decompressobj(wbits=31)
    written, rest = 0, content
    allowed = min(limits.max_bytes, max(limits.ratio_from, limits.max_ratio * len(content)))
    try:
        while rest and not machine.eof:
            chunk = machine.decompress(rest, _CHUNK)
            rest = machine.unconsumed_tail
            written += len(chunk)
            if written > allowed:
                raise UnsafeArchiveError(
                    f"e-print: {len(content)} bytes unpack to more than {allowed:.0f}"
                )
            out.write(chunk)
    except zlib.error as error:
        raise ReadError(f"e-print: damaged gzip: {error}") from error
    if not machine.eof:
        raise ReadError("e-print: gzip that breaks off")


def _untar(plain: IO[bytes], folder: Path, limits: UnpackLimits) -> tuple[Path, ...]:
    try:
        with tarfile.open(fileobj=plain, mode="r:") as tar:
            members = _checked_members(tar, limits)
            folder.mkdir(parents=True, exist_ok=True)
            return tuple(sorted(_write(tar, member, folder) for member in members))
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise ReadError(f"e-print: damaged tar: {error}") from error


def _checked_members(tar: tarfile.TarFile, limits: UnpackLimits) -> list[tarfile.TarInfo]:
    """Return the plain files of an archive, once every name and size was found harmless."""
    members: dict[str, tarfile.TarInfo] = {}
    total = 0
    for count, member in enumerate(tar, start=1):
        total += member.size if member.isreg() else 0
        name = PurePosixPath(member.name.replace("\\", "/"))
        if count > limits.max_members or total > limits.max_bytes:
            raise UnsafeArchiveError(
                f"e-print: more than {limits.max_members} members or {limits.max_bytes} bytes"
            )
        if name.is_absolute() or ".." in name.parts or re.match(r"[A-Za-z]:", member.name):
            raise UnsafeArchiveError(f"e-print: {member.name!r} leads out of the archive")
        if len(name.parts) > limits.max_depth or len(member.name) > 1000:
            raise UnsafeArchiveError(f"e-print: folders nested {len(name.parts)} deep")
        if member.isreg() and name.parts:
            members[str(name)] = member
    if not members:
        raise ReadError("e-print: an archive without files")
    return list(members.values())


def _write(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> Path:
    path = folder.joinpath(*PurePosixPath(member.name.replace("\\", "/")).parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    stream = tar.extractfile(member)
    assert stream is not None
    with stream, path.open("wb") as out:
        while chunk := stream.read(_CHUNK):
            out.write(chunk)
    return path
