"""Files of metadata records, one a line: plain, gzip, or a zip archive that holds one such file.

Which of these a file is, its first bytes tell. What is compressed is read as a stream, and no
further than to a hundred times its size: real metadata shrinks to a third.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from litscan.errors import MissingInputError, ReadError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["OpenSnapshot", "SnapshotFile"]

_HEAD = 64 * 1024
_BUFFER = 256 * 1024
_MOST_GROWTH, _ALWAYS_ALLOWED = 100, 64 * 1024 * 1024
_MOST_MEMBERS = 1000
_ENDINGS = (".json", ".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class SnapshotFile:
    """A file of metadata records.

    Attributes
    ----------
    path : Path
    form : str
        ``plain``, ``gzip`` or ``zip``.
    size : int
        Bytes on disk.
    head : str
        SHA-256 of the first 64 KiB, by which the file is known again.
    member : str or None
        What is read of a zip archive.
    """

    path: Path
    form: str
    size: int
    head: str
    member: str | None = None

    @classmethod
    def at(cls, path: Path) -> SnapshotFile:
        """Look at a file.

        Raises
        ------
        MissingInputError
            If there is no file.
        ReadError
            If it cannot be read, is empty, or is an archive without one file of records.
        """
        if not path.is_file():
            raise MissingInputError(f"{path}: there is no such file")
        try:
            with path.open("rb") as stream:
                head = stream.read(_HEAD)
            size = path.stat().st_size
        except OSError as error:
            raise ReadError(f"{path}: cannot be read: {error.strerror}") from error
        if not head:
            raise ReadError(f"{path}: the file is empty")
        digest = hashlib.sha256(head).hexdigest()
        if head.startswith(b"PK\x03\x04"):
            return cls(path, "zip", size, digest, _member(path))
        return cls(path, "gzip" if head.startswith(b"\x1f\x8b") else "plain", size, digest)

    @property
    def name(self) -> str:
        """What the records are said to come from: the name without its endings.

        Examples
        --------
        >>> SnapshotFile(Path("archive.zip"), "zip", 1, "", "arxiv-metadata.json").name
        'arxiv-metadata'
        """
        return Path(self.member or self.path).name.partition(".")[0]

    @contextmanager
    def open(self) -> Iterator[OpenSnapshot]:
        """Yield the file open for reading."""
        with self.path.open("rb") as disk:
            if self.form == "plain":
                yield OpenSnapshot(disk, disk)
            elif self.form == "gzip":
                with gzip.GzipFile(fileobj=disk) as unpacked:
                    yield OpenSnapshot(disk, self._bounded(cast("BinaryIO", unpacked)))
            else:
                with zipfile.ZipFile(disk) as archive, archive.open(self.member or "") as unpacked:
                    yield OpenSnapshot(disk, self._bounded(cast("BinaryIO", unpacked)))

    def _bounded(self, unpacked: BinaryIO) -> BinaryIO:
        most = _ALWAYS_ALLOWED + _MOST_GROWTH * self.size
        return io.BufferedReader(_Bounded(unpacked, most), _BUFFER)


@dataclass(frozen=True, slots=True)
class OpenSnapshot:
    """A file that is open: `disk` as it lies there, and its `lines`, unpacked where need be."""

    disk: BinaryIO
    lines: BinaryIO

    def skip(self, offset: int) -> None:
        """Go on reading lines from a place: where the file is compressed, by reading up to it."""
        if self.lines is self.disk:
            self.disk.seek(offset)
            return
        while offset > 0 and (piece := self.lines.read(min(offset, _BUFFER))):
            offset -= len(piece)


class _Bounded(io.RawIOBase):
    """Unpacked bytes, up to a bound; what an archive says of its own size is not believed."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream, self._left = stream, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        try:
            piece = self._stream.read1(len(view))  # type: ignore[attr-defined]
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile):
            raise ReadError("compressed data ends or is broken") from None
        self._left -= len(piece)
        if self._left < 0:
            raise ReadError(f"it unpacks to over {_MOST_GROWTH} times its size")
        view[: len(piece)] = piece
        return len(piece)


def _member(path: Path) -> str:
    """Return which file of an archive holds the records."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = [
                one
                for one in archive.infolist()[:_MOST_MEMBERS]
                if one.filename.lower().endswith(_ENDINGS) and not one.is_dir()
            ]
            if len(found) != 1:
                many = f"{len(found)} files" if found else "no file"
                wanted = ", ".join(_ENDINGS)
                raise ReadError(
                    f"{path}: a zip archive with {many} of metadata ({wanted})",
                    advice="unpack it and name the file",
                )
            with archive.open(found[0]) as stream:
                stream.read(1)
    except (zipfile.BadZipFile, EOFError, zlib.error):
        raise ReadError(
            f"{path}: a zip archive that is damaged or breaks off", advice="download it again"
        ) from None
    except (NotImplementedError, RuntimeError) as error:  # another method, or a password
        raise ReadError(f"{path}: a zip archive that cannot be unpacked: {error}") from None
    return found[0].filename
