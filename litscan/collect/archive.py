"""Unpacking what came as an e-print: bytes are looked at, names and sizes are not believed.

Nothing is unpacked beyond bounds on size, ratio, number and depth, and nothing outside the given
folder. Links, devices and names that no disk takes are left out.
"""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, Literal

from litscan.collect.page import page_kind
from litscan.errors import LitscanError, ReadError

__all__ = [
    "Form",
    "UnpackLimits",
    "Unpacked",
    "UnsafeArchiveError",
    "breaks_off",
    "sniff",
    "unpack",
]

Form = Literal["gzip", "tar", "tex", "pdf", "html", "postscript", "empty", "unknown"]

_CHUNK = 1 << 16
_HEAD = 200_000
_LONGEST_HEADER = 1 << 20
_MOST_GZIP_MEMBERS = 1000
_LONGEST_NAME = 255
_ALONE: dict[Form, str] = {"tex": "main.tex", "pdf": "main.pdf", "html": "main.html"}
_DISK_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO})
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_TEX = re.compile(
    rb"\\(?:documentclass|documentstyle|begin\s*\{|section|input\b|title\b|magnification)"
)
_HTML = re.compile(
    rb"(?i)(?:\xef\xbb\xbf)?(?:\s|<!--.{0,2000}?-->)*<(?:!doctype\s+html|html|head|\?xml)", re.S
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

    def allowed(self, packed: int) -> int:
        """Return to how many bytes so many may unpack.

        Examples
        --------
        >>> UnpackLimits().allowed(1_000_000)
        200000000
        """
        return int(min(self.max_bytes, max(self.ratio_from, self.max_ratio * packed)))


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What was in an archive: its files, sorted, what form they had within, and what stayed out."""

    form: Form
    files: tuple[Path, ...]
    left_out: int = 0


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
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content[:2048].lstrip().startswith(b"%!PS"):
        return "postscript"
    if _HTML.match(content[:8192]):
        return "html"
    if b"\x00" not in content[:4096] and _TEX.search(content[:_HEAD]):
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


def breaks_off(content: bytes, limits: UnpackLimits | None = None) -> bool:
    r"""Return whether bytes are half of what they were, as after a broken transfer.

    Examples
    --------
    >>> import gzip
    >>> whole = gzip.compress(b"\\documentclass{article} We prune.")
    >>> breaks_off(whole), breaks_off(whole[:-9]), breaks_off(b"%PDF-1.5\n1 0 obj")
    (False, True, True)
    """
    form = sniff(content)
    if form == "pdf":
        return b"%%EOF" not in content[-2048:]
    if form == "html":
        return b"</html" not in content[-2048:].lower()
    if form == "gzip":
        try:
            _gunzip(io.BytesIO(content), None, (limits or UnpackLimits()).allowed(len(content)))
        except UnsafeArchiveError:
            return False
        except ReadError:
            return True
    return False


def unpack(content: bytes, folder: Path, limits: UnpackLimits | None = None) -> Unpacked:
    """Unpack an e-print into a folder and return the files written.

    Raises
    ------
    UnsafeArchiveError
        If a member's name leads out of the folder, or a bound is passed; nothing is written then.
    ReadError
        If the bytes are no source.
    LitscanError
        If the disk does not take it.
    """
    limits = limits or UnpackLimits()
    try:
        with tempfile.TemporaryFile() as plain:
            form = _inflate(content, plain, limits)
            plain.seek(0)
            if form == "tar":
                return _untar(plain, folder, limits)
            if form in _ALONE and not (form == "html" and _is_answer(plain)):
                folder.mkdir(parents=True, exist_ok=True)
                path = folder / _ALONE[form]
                with path.open("wb") as out:
                    shutil.copyfileobj(plain, out, _CHUNK)
                return Unpacked(form, (path,))
    except OSError as error:
        if error.errno not in _DISK_ERRORS:
            raise ReadError(f"e-print: cannot be unpacked: {error.strerror or error}") from error
        raise LitscanError(
            f"{folder}: cannot be written: {error.strerror}", advice="is the disk full?"
        ) from error
    raise ReadError(f"e-print: no source inside, but {form} bytes")


def _is_answer(plain: IO[bytes]) -> bool:
    kind = page_kind(plain.read(2_000_000))
    plain.seek(0)
    return kind != "paper"


def _inflate(content: bytes, plain: IO[bytes], limits: UnpackLimits) -> Form:
    """Write content, without up to two layers of gzip, and return what it then is."""
    form = sniff(content)
    if form != "gzip":
        plain.write(content)
        return form
    allowed = limits.allowed(len(content))
    form = _gunzip(io.BytesIO(content), plain, allowed)
    if form == "gzip":
        with tempfile.TemporaryFile() as layer:
            plain.seek(0)
            shutil.copyfileobj(plain, layer, _CHUNK)
            layer.seek(0)
            plain.seek(0)
            plain.truncate()
            form = _gunzip(layer, plain, allowed)
    if form == "gzip":
        raise UnsafeArchiveError("e-print: gzip within gzip within gzip")
    return form


def _gunzip(packed: IO[bytes], out: IO[bytes] | None, allowed: int) -> Form:
    """Write what is packed, members of gzip one after the other, and return what it is."""
    written, members, head, rest = 0, 0, bytearray(), b""
    machine: zlib._Decompress | None = None
    try:
        while rest or (rest := packed.read(_CHUNK)):
            if machine is None:
                rest = rest if len(rest) > 1 else rest + packed.read(_CHUNK)
                if members and not rest.startswith(b"\x1f\x8b"):
                    break  # padding behind the end
                if members >= _MOST_GZIP_MEMBERS:
                    raise UnsafeArchiveError(f"e-print: more than {members} gzips in a row")
                machine = zlib.decompressobj(wbits=31)
            chunk = machine.decompress(rest, _CHUNK)
            written += len(chunk)
            if written > allowed:
                raise UnsafeArchiveError(f"e-print: would unpack to more than {allowed} bytes")
            head += chunk[: max(0, _HEAD - len(head))]
            if out is not None:
                out.write(chunk)
            rest = machine.unconsumed_tail
            if machine.eof:
                rest, machine, members = machine.unused_data, None, members + 1
    except zlib.error as error:
        raise ReadError(f"e-print: damaged gzip: {error}") from error
    if machine is not None:
        raise ReadError("e-print: gzip that breaks off")
    return sniff(bytes(head))


class _ShortReads(io.BufferedIOBase):
    """A file that gives no more at once than any header needs.

    `tarfile` reads headers of whatever length they claim into memory.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or not 0 <= size <= _LONGEST_HEADER:
            raise UnsafeArchiveError("e-print: a tar with a header of megabytes")
        return self._file.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True


def _untar(plain: IO[bytes], folder: Path, limits: UnpackLimits) -> Unpacked:
    try:
        with tarfile.open(fileobj=_ShortReads(plain), mode="r:") as tar:
            members, left_out = _checked_members(tar, limits)
            folder.mkdir(parents=True, exist_ok=True)
            written = [_write(tar, member, folder / name) for name, member in members.items()]
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise ReadError(f"e-print: damaged tar: {error}") from error
    except RecursionError:
        raise UnsafeArchiveError("e-print: a tar of nothing but headers") from None
    files = sorted(path for path in written if path is not None)
    return Unpacked("tar", tuple(files), left_out + len(written) - len(files))


def _checked_members(
    tar: tarfile.TarFile, limits: UnpackLimits
) -> tuple[dict[str, tarfile.TarInfo], int]:
    """Return the plain files of an archive, once every name and size was found harmless.

    The number is of those left out: links, devices, and files whose name no disk takes.
    """
    members: dict[str, tarfile.TarInfo] = {}
    total = left_out = 0
    for count, member in enumerate(tar, start=1):
        total += member.size if member.isreg() else 0
        if count > limits.max_members or total > limits.max_bytes or member.size < 0:
            raise UnsafeArchiveError(
                f"e-print: more than {limits.max_members} members or {limits.max_bytes} bytes"
            )
        name = _harmless_name(member.name, limits)
        if member.isreg() and name.parts and _can_be_stored(name):
            members[str(name)] = member
        else:
            left_out += not member.isdir()
    for folder in _folders(members):
        left_out += members.pop(folder, None) is not None
    if not members:
        raise ReadError("e-print: an archive without files")
    return members, left_out


def _harmless_name(text: str, limits: UnpackLimits) -> PurePosixPath:
    """Return a member's name as a path within the archive; bytes that are no UTF-8 as Latin-1."""
    shown = repr(text if len(text) <= 100 else text[:100] + "...")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-8", "surrogateescape").decode("latin-1")
    name = PurePosixPath(text.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or re.match(r"[A-Za-z]:", text):
        raise UnsafeArchiveError(f"e-print: {shown} leads out of the archive")
    if len(name.parts) > limits.max_depth or len(text) > 1000:
        raise UnsafeArchiveError(f"e-print: folders nested {len(name.parts)} deep")
    return name


def _can_be_stored(name: PurePosixPath) -> bool:
    if _CONTROL.search(str(name)):
        return False
    if os.name == "nt" and (":" in str(name) or PureWindowsPath(name).is_reserved()):
        return False
    return all(len(part.encode()) <= _LONGEST_NAME for part in name.parts)


def _folders(names: Iterable[str]) -> set[str]:
    return {str(parent) for name in names for parent in PurePosixPath(name).parents}


def _write(tar: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> Path | None:
    """Write a member; the first of two that a disk without case takes for one stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    stream = tar.extractfile(member)
    if stream is None or path.exists():
        return None
    with stream, path.open("wb") as out:
        shutil.copyfileobj(stream, out, _CHUNK)
    if path.stat().st_size < member.size:
        raise ReadError(f"e-print: damaged tar: {member.name!r} breaks off")
    return path
