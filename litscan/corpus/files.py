"""The bytes papers were read from, each file once, named by its SHA-256."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.part import Part
from litscan.errors import CorpusError, MissingInputError
from litscan.whole_files import write_whole

__all__ = ["Files", "files_folder"]

_SHA256 = re.compile(r"[0-9a-f]{64}")


def files_folder(corpus: Path | None, setting: str) -> Path:
    """Return where a corpus's files lie: as set, else beside it, else in the user's data folder.

    Examples
    --------
    >>> files_folder(Path("work/litscan.db"), "").as_posix()
    'work/litscan-files'
    """
    if setting:
        return Path(setting).expanduser()
    if corpus is not None:
        return corpus.with_name(f"{corpus.stem}-files")
    from platformdirs import user_data_path

    return user_data_path("litscan") / "files"


class Files(Part):
    """The part of the corpus that keeps raw bytes in a folder, content-addressed."""

    _folder: Path

    def store_raw(self, data: bytes, media_type: str, origin: str) -> str:
        """Keep the bytes something was read from; return their SHA-256 in hexadecimal.

        Bytes that are there already are left alone, with the origin they first came from.
        """
        self._database.check_writable()
        sha = hashlib.sha256(data).hexdigest()
        path = self._place(sha)
        if not path.is_file():
            self._keep(path, data)
        table = schema.raw_files
        with self._database.writing() as connection:
            known = sa.select(table.c.sha256).where(table.c.sha256 == sha)
            if connection.execute(known).scalar_one_or_none() is None:
                row = {"sha256": sha, "size": len(data), "media_type": media_type}
                connection.execute(table.insert().values(**row, origin=origin))
        return sha

    def raw_path(self, sha: str) -> Path:
        """Return the path of stored bytes.

        Raises
        ------
        MissingInputError
            If there are none of that hash.
        """
        path = self._place(sha)
        if not path.is_file():
            raise MissingInputError(f"{path}: not among the corpus's files")
        return path

    def _keep(self, path: Path, data: bytes) -> None:
        try:
            write_whole(path, data)
        except OSError as error:
            raise CorpusError(f"{path}: cannot be written: {error.strerror}") from error

    def _place(self, sha: str) -> Path:
        if not _SHA256.fullmatch(sha):
            raise CorpusError(f"{sha!r} is not a SHA-256")
        return self._folder / sha[:2] / sha
